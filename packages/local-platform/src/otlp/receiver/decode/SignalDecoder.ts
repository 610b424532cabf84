import { Block } from '../columns/Block';
import {
  readRequest,
  readResource,
  readScope,
  ResourceContext,
  ScopeContext,
} from './context';
import { StorableTimes } from './StorableTimes';
import { TooManyBytesError, TooManyDaysError, Verdict } from './Verdict';
import { WireReader } from './WireReader';

/** One span or metric, and what it shares with its neighbours. */
export type Item = {
  wire: WireReader;
  start: number;
  end: number;
  resource: ResourceContext;
  scope: ScopeContext;
  verdict: Verdict;
};

export type SignalDecoderOptions = {
  /** How much the rows of one request may take. */
  maxRowBytes: number;
  /** How long rows are kept; 0 is for ever. */
  keptDays: number;
};

/**
 * Appends the requests of one signal to blocks of rows. A request is appended
 * whole or not at all; items that cannot be stored are left out and counted.
 */
export abstract class SignalDecoder {
  abstract readonly blocks: Block[];
  protected readonly times: StorableTimes;
  readonly #maxRowBytes: number;
  #maxBytes = 0;
  #batchHadRows = false;

  constructor(options: SignalDecoderOptions) {
    this.#maxRowBytes = options.maxRowBytes;
    this.times = new StorableTimes(options.keptDays);
  }

  get rows(): number {
    return this.blocks.reduce((sum, block) => sum + block.rows, 0);
  }

  get byteLength(): number {
    return this.blocks.reduce((sum, block) => sum + block.byteLength, 0);
  }

  /**
   * Appends the items of a request. Throws with nothing appended when the request
   * is malformed, too large, or has to wait for the next batch.
   */
  append(body: Buffer): Verdict {
    const marks = this.blocks.map(block => block.mark());
    const cutBefore = this.cutValues();
    this.#maxBytes = this.byteLength + this.#maxRowBytes;
    this.#batchHadRows = this.rows > 0;
    this.times.begin();
    const verdict = new Verdict();
    try {
      this.#appendRequest(new WireReader(body), verdict);
    } catch (error) {
      this.blocks.forEach((block, index) => block.rollBack(marks[index]));
      throw error;
    }
    verdict.noteCutValues(this.cutValues() - cutBefore);
    return verdict;
  }

  clear(): void {
    this.times.clear();
    for (const block of this.blocks) {
      block.clear();
    }
  }

  protected abstract beginResource(): void;

  protected abstract appendItem(item: Item): void;

  /** How many values were cut so far. */
  protected abstract cutValues(): number;

  /** Whether a row of this time goes into the batch; if not, it is counted as rejected. */
  protected admits(low: number, high: number, verdict: Verdict): boolean {
    if (this.times.admits(low, high)) {
      return true;
    }
    if (this.#batchHadRows) {
      throw new TooManyDaysError();
    }
    verdict.reject('its day is one too many for one request');
    return false;
  }

  /** To be called after each row: a small request can make many large rows. */
  protected checkSize(block: Block): void {
    if (block.byteLength > this.#maxBytes) {
      throw new TooManyBytesError(this.#maxRowBytes);
    }
  }

  #appendRequest(wire: WireReader, verdict: Verdict): void {
    const resources = readRequest(wire);
    for (let index = 0; index < resources.length; index += 2) {
      const resource = readResource(
        wire,
        resources[index],
        resources[index + 1],
      );
      this.beginResource();
      for (let at = 0; at < resource.scopes.length; at += 2) {
        const scope = readScope(
          wire,
          resource.scopes[at],
          resource.scopes[at + 1],
        );
        this.#appendScope(wire, resource, scope, verdict);
      }
    }
  }

  #appendScope(
    wire: WireReader,
    resource: ResourceContext,
    scope: ScopeContext,
    verdict: Verdict,
  ): void {
    const { items } = scope;
    for (let index = 0; index < items.length; index += 2) {
      this.appendItem({
        wire,
        start: items[index],
        end: items[index + 1],
        resource,
        scope,
        verdict,
      });
    }
  }
}
