import { GrowingBuffer } from './GrowingBuffer';

/**
 * One column of a block in ClickHouse's Native format, which holds the values of
 * a column together. It is the cheapest format to make and to read: names and
 * keys travel as numbers into a dictionary, numbers as they lie in memory.
 */
export interface Column {
  /** Its ClickHouse type, as written into the block. */
  readonly type: string;
  /** The buffers whose lengths are its state, for marks and roll-backs. */
  readonly buffers: GrowingBuffer[];
  /** What stands before the data: versions of the serialisations within. */
  prefix(): Uint8Array[];
  data(): Uint8Array[];
  /** Empties it for the next block. */
  clear(): void;
}
