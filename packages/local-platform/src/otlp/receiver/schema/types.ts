/** A table of the schema, in parts that can be compared with what is there. */
export type TableDefinition = {
  name: string;
  columns: Record<string, string>;
  indexes: Record<string, string>;
  engine: string;
  partitionBy: string;
  primaryKey?: string;
  orderBy: string;
  /** Rows to an entry of the index: 8192 where nothing else is said. */
  indexGranularity?: number;
  /** Bytes of a column that are compressed as one, at least: 65536 where nothing else is said. */
  compressBlockSize?: number;
  /** The time of a row, for its time to live. */
  ttlTime: string;
};

/** A materialised view that writes into a table. */
export type ViewDefinition = { name: string; into: string; select: string };
