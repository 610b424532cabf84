/** A row's values by column: those that were asked for and were sent. */
export type Values = Readonly<Record<string, string>>;

/** What the server says of a transaction. All of it is committed already. */
export type Change =
  | { kind: 'begin'; xid: number }
  | { kind: 'commit'; endLsn: bigint }
  | { kind: 'relation'; relation: string }
  | { kind: 'row'; relation: string; before?: Values; after?: Values }
  | { kind: 'truncate'; relations: string[] };

interface Relation {
  name: string;
  columns: readonly string[];
}

/**
 * Reads the messages of PostgreSQL's plugin `pgoutput`, version 1. Only columns
 * that lead to rows are taken out; what else a row holds is passed over unread.
 */
export class PgOutput {
  readonly #wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #relations = new Map<number, Relation>();

  /** Columns by relation, `core.orders`. */
  constructor(wanted: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#wanted = wanted;
  }

  /** Undefined for what says nothing of rows. */
  read(message: Buffer): Change | undefined {
    const reader = new Reader(message);
    switch (reader.letter()) {
      case 'B':
        reader.skip(16);
        return { kind: 'begin', xid: reader.uint32() };
      case 'C':
        reader.skip(9);
        return { kind: 'commit', endLsn: reader.uint64() };
      case 'R':
        return this.#readRelation(reader);
      case 'I':
      case 'U':
      case 'D':
        return this.#readRow(reader);
      case 'T':
        return this.#readTruncate(reader);
      default:
        return undefined;
    }
  }

  #readRelation(reader: Reader): Change {
    const id = reader.uint32();
    const name = `${reader.text()}.${reader.text()}`;
    reader.skip(1);
    const columns = Array.from({ length: reader.uint16() }, () => {
      reader.skip(1);
      const column = reader.text();
      reader.skip(8);
      return column;
    });
    this.#relations.set(id, { name, columns });
    return { kind: 'relation', relation: name };
  }

  #readRow(reader: Reader): Change {
    const relation = this.#relation(reader.uint32());
    let before: Values | undefined;
    let after: Values | undefined;
    while (!reader.isAtEnd) {
      const isNew = reader.letter() === 'N';
      const values = this.#readTuple(reader, relation);
      if (isNew) {
        after = values;
      } else {
        before = values;
      }
    }
    return {
      kind: 'row',
      relation: relation.name,
      ...(before && { before }),
      ...(after && { after }),
    };
  }

  #readTuple(reader: Reader, { name, columns }: Relation): Values {
    const wanted = this.#wanted.get(name);
    const values: Record<string, string> = {};
    const count = reader.uint16();
    for (let index = 0; index < count; index += 1) {
      // Otherwise it is null, or a large value that did not change.
      if (reader.letter() === 't') {
        const length = reader.uint32();
        const column = columns[index];
        if (column !== undefined && wanted?.has(column)) {
          values[column] = reader.string(length);
        } else {
          reader.skip(length);
        }
      }
    }
    return values;
  }

  #readTruncate(reader: Reader): Change {
    const count = reader.uint32();
    reader.skip(1);
    const relations = Array.from(
      { length: count },
      () => this.#relation(reader.uint32()).name,
    );
    return { kind: 'truncate', relations };
  }

  #relation(id: number): Relation {
    const relation = this.#relations.get(id);
    if (!relation) {
      throw new Error(`PostgreSQL sent a row of relation ${id} unannounced`);
    }
    return relation;
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  skip(length: number): void {
    this.#at += length;
  }

  letter(): string {
    return this.string(1);
  }

  string(length: number): string {
    const start = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', start, this.#at);
  }

  /** Up to the zero byte that ends it. */
  text(): string {
    const text = this.string(this.#bytes.indexOf(0, this.#at) - this.#at);
    this.#at += 1;
    return text;
  }

  uint16(): number {
    this.#at += 2;
    return this.#bytes.readUInt16BE(this.#at - 2);
  }

  uint32(): number {
    this.#at += 4;
    return this.#bytes.readUInt32BE(this.#at - 4);
  }

  uint64(): bigint {
    this.#at += 8;
    return this.#bytes.readBigUInt64BE(this.#at - 8);
  }
}
