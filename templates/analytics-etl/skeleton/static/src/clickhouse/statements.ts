/** The statements of a migration, without comments. */
export function splitStatements(migration: string): string[] {
  return migration
    .split('\n')
    .filter(line => !line.startsWith('--'))
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map(statement => statement.trim())
    .filter(statement => statement !== '');
}

/**
 * The same statement for a replicated cluster of one shard. Not yet run on a
 * cluster; the golden file shows what it would run.
 */
export function toClusterForm(statement: string, cluster: string): string {
  return statement
    .replace(
      /^((?:ALTER TABLE|CREATE (?:OR REPLACE )?(?:TABLE|VIEW|MATERIALIZED VIEW)) (?:IF NOT EXISTS )?\w+)/,
      `$1 ON CLUSTER '${cluster}'`,
    )
    .replace(
      /ENGINE = ReplacingMergeTree\(/,
      "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', ",
    );
}
