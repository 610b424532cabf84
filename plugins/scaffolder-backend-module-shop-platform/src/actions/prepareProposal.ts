import {
  type AuditorService,
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import { type JsonObject } from '@backstage/types';

/** What the audit log has of what was prepared, and the rest of it. */
type Prepared = { meta: JsonObject };

/**
 * What the actions that prepare pull requests do alike: a person has started the
 * task, since a service acts for nobody, and the audit log has what becomes of it.
 */
export async function prepareProposal<T extends Prepared>(
  options: {
    auditor: AuditorService;
    auth: AuthService;
    /** Of who started the task. */
    credentials: BackstageCredentials;
    event: { eventId: string; meta: JsonObject };
    /** What only a person can do, such as "upgrade". */
    what: string;
  },
  prepare: () => Promise<T>,
): Promise<T> {
  const { auditor, auth, credentials, event, what } = options;
  const record = await auditor.createEvent({
    ...event,
    severityLevel: 'medium',
  });
  let prepared: T;
  try {
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        `Only a person can ${what}: start the task with the token of one`,
      );
    }
    prepared = await prepare();
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
  await record.success({ meta: prepared.meta });
  return prepared;
}
