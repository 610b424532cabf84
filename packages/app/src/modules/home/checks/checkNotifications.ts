import { type NotificationsApi } from '@backstage/plugin-notifications';
import { type Check } from './types';

/** How many notifications wait to be read. */
export interface NotificationsFacts {
  unread: number;
}

/** Asks how many notifications wait for the person signed in. */
export async function checkNotifications(
  notificationsApi: NotificationsApi,
): Promise<Check<NotificationsFacts>> {
  const { unread } = await notificationsApi.getStatus();
  return { level: 'healthy', facts: { unread } };
}
