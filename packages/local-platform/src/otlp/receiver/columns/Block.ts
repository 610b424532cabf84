import { Column } from './Column';
import { GrowingBuffer } from './GrowingBuffer';

/** A place in a block to go back to. */
export type BlockMark = { rows: number; lengths: number[] };

/** Rows for one table, column by column, as one block of ClickHouse's Native format. */
export class Block {
  readonly table: string;
  rows = 0;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #buffers: GrowingBuffer[];

  constructor(table: string, columns: Record<string, Column>) {
    this.table = table;
    this.#columns = new Map(Object.entries(columns));
    this.#buffers = [...this.#columns.values()].flatMap(
      column => column.buffers,
    );
  }

  get insertStatement(): string {
    const names = [...this.#columns.keys()].map(name => `\`${name}\``);
    return `INSERT INTO ${this.table} (${names.join(', ')}) FORMAT Native`;
  }

  /** How much its rows take, dictionaries aside. */
  get byteLength(): number {
    let total = 0;
    for (const buffer of this.#buffers) {
      total += buffer.length;
    }
    return total;
  }

  mark(): BlockMark {
    return {
      rows: this.rows,
      lengths: this.#buffers.map(buffer => buffer.length),
    };
  }

  /** Takes back the rows since the mark. What they left in dictionaries does no harm. */
  rollBack(mark: BlockMark): void {
    this.rows = mark.rows;
    this.#buffers.forEach((buffer, index) => {
      buffer.length = mark.lengths[index];
    });
  }

  /** The block, as pieces that stay valid until it is cleared. */
  parts(): Uint8Array[] {
    const parts: Uint8Array[] = [];
    const head = new GrowingBuffer(64);
    head.writeVarint(this.#columns.size);
    head.writeVarint(this.rows);
    parts.push(head.written());
    for (const [name, column] of this.#columns) {
      const title = new GrowingBuffer(64);
      for (const text of [name, column.type]) {
        const bytes = Buffer.from(text, 'utf8');
        title.writeVarint(bytes.length);
        title.append(bytes, 0, bytes.length);
      }
      parts.push(title.written(), ...column.prefix(), ...column.data());
    }
    return parts.filter(part => part.length > 0);
  }

  clear(): void {
    this.rows = 0;
    for (const column of this.#columns.values()) {
      column.clear();
    }
  }
}
