/** A source table that has `id` and `updated_at`, and an index on both in that order. */
export interface ChangeSource {
  /** With its schema: `core.orders`. */
  relation: string;
  /**
   * Which rows of the target a changed row (`c`) asks for: a condition on the
   * target's source rows (`d`), around the range of changes. Left out for the
   * table that the rows themselves come from.
   */
  affects?: (range: string) => string;
  /**
   * Which rows of the target a change that is streamed asks for: those where
   * `rows` has the value of the changed row's `column`. Left out for the table
   * that the rows themselves come from; another without it is not followed, and
   * its changes come with the next run.
   */
  key?: ChangeKey;
}

export interface ChangeKey {
  column: string;
  /** An expression on the source's rows `d`, with an index. */
  rows: string;
}

/** A source table whose changes are followed as they are committed. */
export interface FollowedSource {
  relation: string;
  key: ChangeKey;
  /** The rows of the target are its rows. */
  isOwn: boolean;
}

/** A table of ClickHouse, and the one query whose rows it holds. */
export interface TableSpec {
  /** What readers call it. */
  name: string;
  /** Where rows are sent. */
  feed: string;
  /** Where they are kept. */
  store: string;
  /** What ClickHouse makes of each row as it comes. */
  filled?: readonly string[];
  /** What is computed from it after a run, for the freshness of what readers see. */
  derived: readonly string[];
  /** The feed's column and PostgreSQL's expression for it. */
  columns: readonly (readonly [column: string, expression: string])[];
  /**
   * The last column, so that a row that was cut off never looks whole: a UUID
   * without its end is none.
   */
  id: { column: string; expression: string };
  /** When the row last changed, with all that is joined to it. */
  updatedAt: string;
  /** Changes when the row has to be sent again. */
  checksum: string;
  /** `FROM` and its joins; the rows are those of `d`. */
  from: string;
  /** The first is the table of `d`. */
  changes: readonly [ChangeSource, ...ChangeSource[]];
  /** The time by which both sides are compared; it never changes in a row. */
  bucket: { source: string; target: string };
  /** How long ClickHouse surely keeps rows, in days; as long as `ETL_KEEP_YEARS` says, if left out. */
  comparableDays?: number;
  /** What the query reads of the source, with PostgreSQL's names of the types. */
  reads: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Whose changes can be followed. */
export function followed({ changes, id }: TableSpec): FollowedSource[] {
  const [own, ...joined] = changes;
  return [
    {
      relation: own.relation,
      key: { column: 'id', rows: id.expression },
      isOwn: true,
    },
    ...joined.flatMap(({ relation, key }) =>
      key ? [{ relation, key, isOwn: false }] : [],
    ),
  ];
}

/**
 * Equal for equal ids and times; cheap on the source, which computes it for each
 * row. Rows are added up and not combined by exclusive or, in which what two
 * lines of an order have in common would cancel out.
 */
export function checksumOf(id: string, ...times: string[]): string {
  return [
    `uuid_hash_extended(${id}, 0)`,
    ...times.map(
      // Each time has a seed of its own, or two equal ones would cancel out.
      (time, seed) =>
        `coalesce(timestamp_hash_extended(${time} AT TIME ZONE 'UTC', ${seed}), 0)`,
    ),
  ].join(' # ');
}
