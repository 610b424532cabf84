const FORBIDDEN = 403;

/** Whether one may not see it. By name: a page may hold several copies of the classes. */
export function isForbidden(error: Error): boolean {
  return (
    error.name === 'NotAllowedError' ||
    ('statusCode' in error && error.statusCode === FORBIDDEN)
  );
}
