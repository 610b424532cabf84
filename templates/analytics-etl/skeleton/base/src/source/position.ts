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

/** The condition for what comes after one position and up to another, with it. */
export function range(
  alias: string,
  from: Position | undefined,
  upTo: Position,
): string {
  const { updatedAt, id } = upTo;
  return `${after(
    alias,
    from ?? earliest,
  )} AND (${alias}.updated_at, ${alias}.id) <= (${literal(
    updatedAt,
  )}::timestamptz, ${literal(id)}::uuid)`;
}
