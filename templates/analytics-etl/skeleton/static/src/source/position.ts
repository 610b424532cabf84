/** A place in the order of changes. The time is PostgreSQL's text: a Date would lose its microseconds. */
export interface Position {
  updatedAt: string;
  id: string;
}

const noId = '00000000-0000-0000-0000-000000000000';

export const earliest: Position = startOf('-infinity');

/** Before everything that changed at this time or later. */
export function startOf(updatedAt: string): Position {
  return { updatedAt, id: noId };
}

export function literal(value: string): string {
  if (/[\\\0]/.test(value)) {
    throw new Error(`Not a value for a statement: ${JSON.stringify(value)}`);
  }
  return `'${value.replaceAll("'", "''")}'`;
}

/** The condition on alias `c` for what comes after a position. */
export function after(alias: string, { updatedAt, id }: Position): string {
  return `(${alias}.updated_at, ${alias}.id) > (${literal(
    updatedAt,
  )}::timestamptz, ${literal(id)}::uuid)`;
}

/**
 * The condition for what comes after one position and up to another, with it. The
 * times stand in it once more, alone: PostgreSQL does not see that the other two
 * belong together, and takes what is between them for a fourth of the table.
 */
export function range(
  alias: string,
  from: Position | undefined,
  { updatedAt, id }: Position,
): string {
  const begun = from ?? earliest;
  const first = `${literal(begun.updatedAt)}::timestamptz`;
  const last = `${literal(updatedAt)}::timestamptz`;
  return [
    `${alias}.updated_at >= ${first} AND ${alias}.updated_at <= ${last}`,
    after(alias, begun),
    `(${alias}.updated_at, ${alias}.id) <= (${last}, ${literal(id)}::uuid)`,
  ].join(' AND ');
}
