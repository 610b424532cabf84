import type { Channel, Preferences } from '../preferences/Preferences.ts';
import { afterQuietHours } from '../preferences/quietHours.ts';
import type { Content } from './Message.ts';

export interface Plan {
  channel: Channel;
  /** Undefined when the customer's preferences forbid the message. */
  dueAt: Date | undefined;
}

/** By which channel a message goes and when, as the customer wants it. */
export function plan(
  template: Content['template'],
  { channels, marketing, quietHours }: Preferences,
  now: Date,
): Plan {
  switch (template) {
    case 'shipment_delivered': {
      // Asking how it was is marketing.
      const wanted = marketing && channels.includes('email');
      return { channel: 'email', dueAt: wanted ? now : undefined };
    }
    case 'shipment_sent': {
      const channel = channels.includes('sms') ? 'sms' : 'email';
      return { channel, dueAt: dueAt(channel, quietHours, now) };
    }
    default: {
      const channel = channels[0] ?? 'email';
      return { channel, dueAt: dueAt(channel, quietHours, now) };
    }
  }
}

function dueAt(
  channel: Channel,
  quietHours: Preferences['quietHours'],
  now: Date,
): Date {
  return channel === 'sms' ? afterQuietHours(now, quietHours) : now;
}
