import { Column } from './Column';
import { DictionaryColumn } from './DictionaryColumn';
import { GrowingBuffer } from './GrowingBuffer';
import { StringColumn } from './StringColumn';

/** Attributes: `Map(LowCardinality(String), String)`. Keys that occur twice stay, in their order. */
export class MapColumn implements Column {
  readonly type = 'Map(LowCardinality(String), String)';
  readonly keys = new DictionaryColumn();
  readonly values = new StringColumn();
  readonly buffers: GrowingBuffer[];
  readonly #ends = new GrowingBuffer(64 * 1024);
  #rowKeysStart = 0;
  #rowValuesStart = 0;

  constructor() {
    this.buffers = [this.#ends, ...this.keys.buffers, ...this.values.buffers];
  }

  /** Begins a row; keys and values are then written in turns. */
  beginRow(): void {
    this.#rowKeysStart = this.keys.indexes.length;
    this.#rowValuesStart = this.values.values.length;
  }

  endRow(): void {
    this.#ends.writeUInt64(this.keys.indexes.length / 4, 0);
  }

  /** Writes the last row again: all spans of a resource have the resource's attributes. */
  repeatRow(): void {
    const { indexes } = this.keys;
    const { values } = this.values;
    const keysStart = this.#rowKeysStart;
    const valuesStart = this.#rowValuesStart;
    const keysEnd = indexes.length;
    const valuesEnd = values.length;
    this.beginRow();
    indexes.repeat(keysStart, keysEnd);
    values.repeat(valuesStart, valuesEnd);
    this.endRow();
  }

  prefix(): Uint8Array[] {
    return [...this.keys.prefix(), ...this.values.prefix()];
  }

  data(): Uint8Array[] {
    return [this.#ends.written(), ...this.keys.data(), ...this.values.data()];
  }

  clear(): void {
    this.#ends.clear();
    this.keys.clear();
    this.values.clear();
  }
}
