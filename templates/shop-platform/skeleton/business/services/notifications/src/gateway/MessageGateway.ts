import type { Context } from '@opentelemetry/api';
import type { Channel } from '../preferences/Preferences.ts';
import type { Tracer } from '../tracing/index.ts';

export interface OutgoingMessage {
  id: string;
  channel: Channel;
  /** An email address or a phone number: for the gateway alone, never for a span or a log. */
  to: string;
  subject: string;
  body: string;
}

/** Delivered for certain, or on its way. */
export type DeliveryState = 'delivered' | 'accepted';

/** The way to the gateway: over HTTP, or simulated in this process. */
export interface GatewayConnection {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<DeliveryState>;
}

/** The gateway answered that it will not send the message, and why. */
export class GatewayRefusedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GatewayRefusedError';
  }
}

/** It is certain that nothing was sent: another attempt does no harm. */
export class NothingSentError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NothingSentError';
  }
}

export interface MessageGatewayOptions {
  connection: GatewayConnection;
  tracer: Tracer;
  timeoutMs: number;
}

/** The message gateway, in traces and within a time limit, whatever the connection. */
export class MessageGateway {
  readonly #options: MessageGatewayOptions;

  constructor(options: MessageGatewayOptions) {
    this.#options = options;
  }

  async send(ctx: Context, message: OutgoingMessage): Promise<DeliveryState> {
    const { connection, tracer, timeoutMs } = this.#options;
    return await tracer.externalSpan(
      ctx,
      'message-gateway',
      'send',
      async (_ctx, span) => {
        span.setAttribute('shop.message.channel', message.channel);
        return await connection.send(message, AbortSignal.timeout(timeoutMs));
      },
    );
  }
}
