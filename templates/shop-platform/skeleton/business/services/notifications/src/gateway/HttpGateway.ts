import { z } from 'zod';
import {
  GatewayRefusedError,
  NothingSentError,
  type DeliveryState,
  type GatewayConnection,
  type OutgoingMessage,
} from './MessageGateway.ts';

const answerSchema = z.object({ state: z.enum(['delivered', 'accepted']) });
const refusalSchema = z.object({ reason: z.string().min(1).max(200) });
const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export interface HttpGatewayOptions {
  url: string;
}

/** Talks to the message gateway, as `docs/architecture.md` describes its call. */
export class HttpGateway implements GatewayConnection {
  readonly #endpoint: URL;

  constructor({ url }: HttpGatewayOptions) {
    this.#endpoint = new URL('/messages', url);
  }

  async send(
    message: OutgoingMessage,
    signal: AbortSignal,
  ): Promise<DeliveryState> {
    const answer = await this.#post(message, signal);
    if (answer.ok) {
      return answerSchema.parse(await answer.json()).state;
    }
    if (answer.status === 422) {
      const { reason } = refusalSchema.parse(await answer.json());
      throw new GatewayRefusedError(reason);
    }
    await answer.body?.cancel();
    if (answer.status === 429 || answer.status === 503) {
      throw new NothingSentError(`The gateway answered ${answer.status}`);
    }
    throw new Error(`The gateway answered ${answer.status}`);
  }

  async #post(message: OutgoingMessage, signal: AbortSignal) {
    try {
      return await fetch(this.#endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal,
      });
    } catch (error) {
      if (notConnected.has(connectionError(error))) {
        throw new NothingSentError('The gateway is not reached', error);
      }
      throw error;
    }
  }
}

/** `fetch` hides the socket's error in the cause of its own. */
function connectionError(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
