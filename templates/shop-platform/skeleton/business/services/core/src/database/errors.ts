/** SQLSTATE classes that mean "not now": no connection, no resources, ended by an operator. */
const awayClasses = new Set(['08', '53', '57']);
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** The database was not reached, or not in time: another attempt may help. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) {
    return awayCodes.has(code) || awayClasses.has(code.slice(0, 2));
  }
  // The driver's own errors have no code.
  return (
    error instanceof Error &&
    /connection terminated|timeout|not queryable|connection error/i.test(
      error.message,
    )
  );
}

export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === '23503';
}
