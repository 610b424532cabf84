import { Transform, TransformCallback } from 'node:stream';
import { Disturbance, Flow } from './types';

/** How much may be on its way at once, as in the window of a connection. */
const WINDOW_BYTES = 256 * 1024;

/**
 * One direction of a connection. Undisturbed bytes take the shortest way. Those
 * that a fault holds up arrive in their order, and do not keep later ones from
 * setting out.
 */
export class Passage extends Transform {
  readonly #direction: Flow['direction'];
  readonly #disturbance: () => Disturbance | undefined;
  /** Resolves when all that has set out so far has arrived. */
  #arrived: Promise<void> = Promise.resolve();
  #bytesOnTheWay = 0;
  #waiting: TransformCallback | undefined;

  constructor(
    direction: Flow['direction'],
    disturbance: () => Disturbance | undefined,
  ) {
    super();
    this.#direction = direction;
    this.#disturbance = disturbance;
  }

  _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: TransformCallback,
  ): void {
    const disturbance = this.#disturbance();
    if (!disturbance && this.#bytesOnTheWay === 0) {
      callback(null, chunk);
      return;
    }
    this.#bytesOnTheWay += chunk.length;
    const carried =
      disturbance?.carry(chunk, this.#direction) ?? Promise.resolve(chunk);
    this.#arrived = Promise.all([carried, this.#arrived]).then(([bytes]) =>
      this.#arrive(chunk.length, bytes),
    );
    this.#arrived.catch(error => this.destroy(error));
    if (this.#bytesOnTheWay < WINDOW_BYTES) {
      callback();
    } else {
      this.#waiting = callback;
    }
  }

  _flush(callback: TransformCallback): void {
    this.#arrived.then(
      () => callback(),
      error => callback(error),
    );
  }

  #arrive(sent: number, bytes: Buffer): void {
    this.#bytesOnTheWay -= sent;
    if (this.destroyed) {
      return;
    }
    this.push(bytes);
    const waiting = this.#waiting;
    if (waiting && this.#bytesOnTheWay < WINDOW_BYTES) {
      this.#waiting = undefined;
      waiting();
    }
  }
}
