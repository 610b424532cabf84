import { pauseUntilChange } from '../proxy/pauseUntilChange';
import { withCode } from '../proxy/withCode';
import { Destination, Disturbance, Flow } from '../proxy/types';
import type { FaultTable } from './FaultTable';
import { LiveRule } from './LiveRule';
import { Retransmission } from './types';

const SEGMENT_BYTES = 1460;

export type DisturbedConnectionOptions = {
  table: FaultTable;
  source: string;
  destination: Destination;
  retransmission: Retransmission;
};

/**
 * What faults of the network are to a stream of bytes. It sees segments late, and
 * lost ones after they were sent again; where that fails too often, the
 * connection is given up. Faults are looked up anew at every step, so that what
 * is lifted ends for what is on its way as well.
 */
export class DisturbedConnection implements Disturbance {
  readonly #options: DisturbedConnectionOptions;

  constructor(options: DisturbedConnectionOptions) {
    this.#options = options;
  }

  /** One segment there, and one back. */
  async beforeConnect(): Promise<void> {
    const { connectMs, connectAttempts, connectTimeoutMs } =
      this.#options.retransmission;
    let left = connectTimeoutMs;
    for (let sent = 0; ; sent += 1) {
      const rules = [...this.#rules('out'), ...this.#rules('back')];
      if (!rules.some(rule => rule.loses())) {
        break;
      }
      if (left <= 0 || sent === connectAttempts) {
        throw withCode('ETIMEDOUT');
      }
      const wait = Math.min(left, connectMs * 2 ** sent);
      await this.#pause(wait, () => true);
      left -= wait;
    }
    left -= await this.#hold(0, 'out', left);
    await this.#hold(0, 'back', left);
  }

  async carry(chunk: Buffer, direction: Flow['direction']): Promise<Buffer> {
    const { dataMs, longestMs, attempts } = this.#options.retransmission;
    // The line is taken in the order in which bytes set out.
    const held = this.#hold(chunk.length, direction);
    let segments = Math.max(1, Math.ceil(chunk.length / SEGMENT_BYTES));
    for (let sent = 0; segments > 0; sent += 1) {
      segments = this.#lost(segments, this.#rules(direction));
      if (segments > 0 && sent === attempts) {
        throw withCode('ETIMEDOUT');
      }
      if (segments > 0) {
        const wait = Math.min(longestMs, dataMs * 2 ** sent);
        await this.#pause(wait, () => true);
      }
    }
    await held;
    return chunk;
  }

  #lost(segments: number, rules: LiveRule[]): number {
    let lost = 0;
    for (let segment = 0; segment < segments; segment += 1) {
      lost += rules.some(rule => rule.loses()) ? 1 : 0;
    }
    return lost;
  }

  #rules(direction: Flow['direction']): LiveRule[] {
    const { table, source, destination } = this.#options;
    return table.rulesFor({ source, destination, direction });
  }

  /**
   * Waits as long as the rules hold so many bytes up, and as these rules hold;
   * resolves with how long that was to be.
   */
  async #hold(
    bytes: number,
    direction: Flow['direction'],
    longestMs = Infinity,
  ): Promise<number> {
    const { source, destination } = this.#options;
    const rules = this.#rules(direction);
    const ms = rules
      .map(rule => rule.holdMs(bytes, { source, destination, direction }))
      .reduce((sum, each) => sum + each, 0);
    const isHeld = () =>
      rules.some(rule => this.#rules(direction).includes(rule));
    if (ms > 0) {
      await this.#pause(Math.min(ms, longestMs), isHeld);
    }
    if (ms > longestMs && isHeld()) {
      throw withCode('ETIMEDOUT');
    }
    return ms;
  }

  #pause(ms: number, isNeeded: () => boolean): Promise<void> {
    return pauseUntilChange(this.#options.table, ms, isNeeded);
  }
}
