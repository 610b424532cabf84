const NOT_FOUND = 404;

/** Whether the back end knows no such thing. By name: a page may hold several copies of the classes. */
export function isNotFound(error: Error): boolean {
  return (
    error.name === 'NotFoundError' ||
    ('statusCode' in error && error.statusCode === NOT_FOUND)
  );
}
