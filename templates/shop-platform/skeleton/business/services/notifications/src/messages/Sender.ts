import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import type { Contact, Contacts } from '../contacts/Contacts.ts';
import { fromTraceparent } from '../events/event.ts';
import {
  GatewayRefusedError,
  NothingSentError,
  type MessageGateway,
} from '../gateway/MessageGateway.ts';
import type { Logger } from '../logger.ts';
import type { Part } from '../part.ts';
import type { Channel } from '../preferences/Preferences.ts';
import type { Tracer } from '../tracing/index.ts';
import { render } from './render.ts';
import type { SendQueue, QueuedMessage } from './SendQueue.ts';
import type { SmsLimit } from './SmsLimit.ts';

const batchSize = 10;
/** Longer than the calls for one message take together. */
const leaseMs = 60_000;
const longestPauseMs = 10 * 60_000;

export interface SenderOptions {
  queue: SendQueue;
  contacts: Contacts;
  gateway: MessageGateway;
  limit: SmsLimit;
  tracer: Tracer;
  logger: Logger;
  /** How long it waits when there was nothing to do. */
  pollMs: number;
  /** The pause after the first attempt that failed; it doubles with each one. */
  retryMs: number;
}

/**
 * Sends what is due, in the trace of the event. A message is marked as sent
 * before the gateway is asked: rather one message lost than two sent.
 */
export class Sender implements Part {
  readonly name = 'sender';
  readonly required = false;
  readonly #options: SenderOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { queue, logger, pollMs } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const messages = await queue.take(batchSize, leaseMs);
        await Promise.all(messages.map(message => this.#attempt(message)));
        if (messages.length === batchSize) {
          continue;
        }
      } catch (error) {
        logger.warn(error, 'Messages wait');
      }
      await delay(pollMs, undefined, { signal }).catch(() => {});
    }
  }

  async #attempt(message: QueuedMessage): Promise<void> {
    const { id, customerId, orderId, traceparent, content } = message;
    await this.#options.tracer.start(
      'SendMessage',
      ctx => this.#send(ctx, message),
      {
        context: fromTraceparent(traceparent),
        attributes: {
          'shop.message.id': id,
          'shop.message.template': content.template,
          'shop.customer.id': customerId,
          ...(orderId === undefined ? {} : { 'shop.order.id': orderId }),
        },
      },
    );
  }

  async #send(ctx: Context, message: QueuedMessage): Promise<void> {
    const { queue, contacts, limit } = this.#options;
    let contact: Contact | undefined;
    try {
      contact = await contacts.of(ctx, message.customerId);
    } catch (error) {
      await this.#putBack(ctx, message, error);
      return;
    }
    if (!contact) {
      await queue.suppress(ctx, message.id);
      return;
    }
    const way = chooseWay(message.channel, contact);
    if (way.channel === 'sms') {
      await limit.take(ctx);
    }
    const { channel } = way;
    const { locale } = contact;
    if (await queue.markSent(ctx, message.id, { channel, locale })) {
      await this.#hand(ctx, message, { ...way, locale });
    }
  }

  async #hand(
    ctx: Context,
    message: QueuedMessage,
    { channel, to, locale }: Way & { locale: Contact['locale'] },
  ): Promise<void> {
    const { queue, gateway } = this.#options;
    const text = render(message.content, locale);
    try {
      const outgoing = { id: message.id, channel, to, ...text };
      const state = await gateway.send(ctx, outgoing);
      if (state === 'delivered') {
        await queue.markDelivered(ctx, message.id);
      }
    } catch (error) {
      if (error instanceof NothingSentError) {
        await this.#putBack(ctx, message, error);
        return;
      }
      // Without an answer it may have been sent: it is not sent again.
      const failure =
        error instanceof GatewayRefusedError
          ? error.message
          : 'The gateway did not say whether it was sent';
      await queue.markFailed(ctx, message.id, failure);
    }
  }

  async #putBack(
    ctx: Context,
    { id, attempts }: QueuedMessage,
    error: unknown,
  ) {
    const { queue, logger, retryMs } = this.#options;
    logger.warn({ err: error, message: id }, 'A message waits');
    const longest = Math.min(retryMs * 2 ** (attempts - 1), longestPauseMs);
    await queue.putBack(ctx, id, longest * (0.5 + Math.random() / 2));
  }
}

interface Way {
  channel: Channel;
  to: string;
}

/** By SMS only to those who have a phone; everybody has an email. */
function chooseWay(channel: Channel, { email, phone }: Contact): Way {
  return channel === 'sms' && phone !== undefined
    ? { channel: 'sms', to: phone }
    : { channel: 'email', to: email };
}
