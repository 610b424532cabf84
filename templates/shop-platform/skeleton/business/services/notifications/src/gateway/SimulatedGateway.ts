import { setTimeout as delay } from 'node:timers/promises';
import {
  GatewayRefusedError,
  type DeliveryState,
  type GatewayConnection,
  type OutgoingMessage,
} from './MessageGateway.ts';

const refusedShare = 0.01;
const acceptedShare = 0.1;

export interface SimulatedGatewayOptions {
  /** What an answer takes on average. */
  latencyMs: number;
}

/** The message gateway where there is none: it sends nothing, answers as late as a real one, and refuses one in a hundred. */
export class SimulatedGateway implements GatewayConnection {
  readonly #latencyMs: number;

  constructor({ latencyMs }: SimulatedGatewayOptions) {
    this.#latencyMs = latencyMs;
  }

  async send(
    { channel }: OutgoingMessage,
    signal: AbortSignal,
  ): Promise<DeliveryState> {
    const ms = this.#latencyMs * (0.4 + 1.2 * Math.random());
    try {
      await delay(ms, undefined, { signal });
    } catch {
      // The reason says that it took too long; the timer's own error does not.
      throw signal.reason;
    }
    const chance = Math.random();
    if (chance < refusedShare) {
      throw new GatewayRefusedError(
        channel === 'sms' ? 'Subscriber is absent' : 'Mailbox is full',
      );
    }
    return chance < refusedShare + acceptedShare ? 'accepted' : 'delivered';
  }
}
