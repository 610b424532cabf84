import { followed, type TableSpec } from '../tables/index.ts';
import type { Change } from './PgOutput.ts';

/** The rows of a table that have to be read again. */
export interface ChangedRows {
  table: TableSpec;
  /** Ids by the expression on the source's rows that they are values of. */
  keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of its own rows that were deleted. */
  gone: ReadonlySet<string>;
}

/** What the stream said since the last one. */
export interface ChangeSet {
  rows: ChangedRows[];
  /** Transactions that have to be visible before the rows are read. */
  xids: ReadonlySet<number>;
  /** Up to here everything is in it; undefined within the first transaction. */
  endLsn?: bigint;
  /** Emptied as a whole: no ids tell of it. */
  truncated: ReadonlySet<string>;
  /** Relations that the stream described: they may have changed. */
  described: ReadonlySet<string>;
}

interface Pending {
  rows: Map<TableSpec, { keys: Map<string, Set<string>>; gone: Set<string> }>;
  xids: Set<number>;
  endLsn?: bigint;
  truncated: Set<string>;
  described: Set<string>;
}

/** Gathers ids of changed rows; a row that changed twice is one. */
export class Changes {
  readonly #tables: readonly TableSpec[];
  #pending = nothing();
  #count = 0;
  #xid: number | undefined;

  constructor(tables: readonly TableSpec[]) {
    this.#tables = tables;
  }

  /** How many ids were named, those that were named twice too. */
  get count(): number {
    return this.#count;
  }

  /** Nothing waits, and no transaction is half told. */
  get isEmpty(): boolean {
    return (
      this.#xid === undefined &&
      this.#count === 0 &&
      this.#pending.endLsn === undefined
    );
  }

  add(change: Change): void {
    const pending = this.#pending;
    switch (change.kind) {
      case 'begin':
        this.#xid = change.xid;
        break;
      case 'commit':
        this.#xid = undefined;
        pending.endLsn = change.endLsn;
        break;
      case 'relation':
        pending.described.add(change.relation);
        break;
      case 'truncate':
        change.relations.forEach(relation => pending.truncated.add(relation));
        break;
      default:
        this.#addRow(change);
    }
  }

  /** Hands over all that there is, also of a transaction that is half told. */
  take(): ChangeSet {
    const { rows, ...pending } = this.#pending;
    this.#pending = nothing();
    this.#count = 0;
    return {
      ...pending,
      // In the order in which tables are copied.
      rows: this.#tables.flatMap(table => {
        const named = rows.get(table);
        return named ? [{ table, ...named }] : [];
      }),
    };
  }

  #addRow({ relation, before, after }: Extract<Change, { kind: 'row' }>) {
    if (this.#xid !== undefined) {
      this.#pending.xids.add(this.#xid);
    }
    for (const table of this.#tables) {
      for (const { relation: own, key, isOwn } of followed(table)) {
        if (own === relation) {
          for (const id of [after?.[key.column], before?.[key.column]]) {
            if (id !== undefined) {
              this.#addKey(table, key.rows, id);
            }
          }
          const old = before?.[key.column];
          if (isOwn && old !== undefined && old !== after?.[key.column]) {
            this.#of(table).gone.add(old);
          }
        }
      }
    }
  }

  #addKey(table: TableSpec, rows: string, id: string): void {
    const { keys } = this.#of(table);
    const ids = keys.get(rows) ?? new Set();
    keys.set(rows, ids.add(id));
    this.#count += 1;
  }

  #of(table: TableSpec) {
    const { rows } = this.#pending;
    const named = rows.get(table) ?? { keys: new Map(), gone: new Set() };
    rows.set(table, named);
    return named;
  }
}

function nothing(): Pending {
  return {
    rows: new Map(),
    xids: new Set(),
    truncated: new Set(),
    described: new Set(),
  };
}
