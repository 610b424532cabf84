import { Column } from './Column';
import { GrowingBuffer } from './GrowingBuffer';

/** Arrays: where each ends among the items of all, then the items. */
export class ArrayColumn<Items extends Column> implements Column {
  readonly type: string;
  readonly items: Items;
  readonly buffers: GrowingBuffer[];
  readonly #ends = new GrowingBuffer(64 * 1024);

  constructor(items: Items) {
    this.items = items;
    this.type = `Array(${items.type})`;
    this.buffers = [this.#ends, ...items.buffers];
  }

  /** Ends the array of this row, which has so many items. */
  endRow(count: number): void {
    const ends = this.#ends;
    const before =
      ends.length === 0 ? 0 : ends.view.getUint32(ends.length - 8, true);
    ends.writeUInt64(before + count, 0);
  }

  prefix(): Uint8Array[] {
    return this.items.prefix();
  }

  data(): Uint8Array[] {
    return [this.#ends.written(), ...this.items.data()];
  }

  clear(): void {
    this.#ends.clear();
    this.items.clear();
  }
}
