import type { Context } from '@opentelemetry/api';
import type { Database } from '../database/Database.ts';
import { Problem } from '../http/problems.ts';
import type { PostgresPreferences } from '../preferences/PostgresPreferences.ts';
import type { Message } from './Message.ts';
import { plan } from './plan.ts';
import type { PostgresMessages } from './PostgresMessages.ts';

const resentADay = 3;
const hourSeconds = 3600;

export interface ResendingOptions {
  database: Database;
  messages: PostgresMessages;
  preferences: PostgresPreferences;
}

/** Sends a message again, once for each key and a few times a day, if the customer still wants it. */
export class Resending {
  readonly #options: ResendingOptions;

  constructor(options: ResendingOptions) {
    this.#options = options;
  }

  async resend(ctx: Context, id: string, key: string): Promise<Message> {
    const { database, messages, preferences } = this.#options;
    return await database.transaction(async client => {
      // Those who send the same message again at the same time wait for one another here.
      const first = await messages.lockFirst(ctx, client, id);
      if (!first) {
        throw new Problem({
          type: 'not-found',
          status: 404,
          title: 'Not found',
          detail: `There is no message ${id}`,
        });
      }
      const before = await messages.findByKey(ctx, client, key);
      if (before) {
        return sameAsBefore(before, first.id);
      }
      if ((await messages.countResent(ctx, client, first.id)) >= resentADay) {
        throw new Problem({
          type: 'rate-limited',
          status: 429,
          title: 'Too many requests',
          detail: 'A message is sent again three times a day at most.',
          retryAfterSeconds: hourSeconds,
        });
      }
      const { customerId, orderId, content } = first;
      const wanted = await preferences.get(ctx, customerId, client);
      const message = await messages.create(ctx, client, {
        origin: { resendOf: first.id, resendKey: key },
        customerId,
        orderId,
        content,
        ...plan(content.template, wanted, new Date()),
      });
      if (!message) {
        throw keyUsedOtherwise();
      }
      return message;
    });
  }
}

function sameAsBefore(
  { message, resendOf }: { message: Message; resendOf: string },
  firstId: string,
): Message {
  if (resendOf !== firstId) {
    throw keyUsedOtherwise();
  }
  return message;
}

function keyUsedOtherwise(): Problem {
  return new Problem({
    type: 'idempotency-mismatch',
    status: 422,
    title: 'Key used otherwise',
    detail: 'This Idempotency-Key was used for another message.',
  });
}
