/** What is measured; each in its unit times seconds. */
export type UsageResource =
  | 'cpu_core_seconds'
  | 'memory_byte_seconds'
  | 'storage_byte_seconds';

/** What something used in a minute. */
export type UsageRow = {
  region: string;
  /** The cluster or the database that was asked. */
  cluster: string;
  /** The namespace of a cluster, the schema or the database of a database. */
  namespace: string;
  service: string;
  /** The entity of the catalog that it is about. */
  entity: string;
  /** Empty where it is no preview. */
  preview: string;
  resource: UsageResource;
  /** In billionths, so that it is exact. */
  used: bigint;
  requested: bigint;
};

/** What came of asking a source. */
export type SourceAnswer = {
  source: string;
  kind: 'cluster' | 'postgresql' | 'clickhouse';
  region: string;
} & (
  | { status: 'answered'; rows: UsageRow[] }
  | { status: 'silent' | 'refused'; reason: string }
);

/** Something that is asked every minute. */
export interface UsageSource {
  readonly name: string;
  /** Never rejects because the source does not answer. */
  ask(options: { seconds: number; signal: AbortSignal }): Promise<SourceAnswer>;
}

/** A price of the list. */
export type Price = {
  region: string;
  resource: UsageResource;
  /** Exact, as it stands in the list. */
  price: string;
  currency: string;
  /** A day: `2026-07-30`. */
  validFrom: string;
  source: string;
  note: string;
  assumption: boolean;
};
