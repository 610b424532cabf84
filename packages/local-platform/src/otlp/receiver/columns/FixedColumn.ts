import { Column } from './Column';
import { GrowingBuffer } from './GrowingBuffer';

/** Values of a fixed width, written as they lie in memory: numbers and times. */
export class FixedColumn implements Column {
  readonly type: string;
  readonly values = new GrowingBuffer(64 * 1024);
  readonly buffers = [this.values];

  constructor(type: string) {
    this.type = type;
  }

  prefix(): Uint8Array[] {
    return [];
  }

  data(): Uint8Array[] {
    return [this.values.written()];
  }

  clear(): void {
    this.values.clear();
  }
}
