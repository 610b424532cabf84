import { Problem } from '../http/problems.ts';

/** Away, going away, full, or a lock that was waited for too long: by SQLSTATE or the system's code. */
const passing =
  /^(08\w{3}|40P01|40001|53\w{3}|55P03|57P0[123]|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/;
/** The driver's own failures, which have no code. */
const passingMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** A failure that may pass as a 503, so that the caller repeats; any other as it is. */
export function toUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !mayPass(error)) {
    return error;
  }
  return new Problem({
    type: 'dependency-unavailable',
    status: 503,
    title: 'Dependency unavailable',
    detail:
      'The database does not answer in time. Repeat the request unchanged; what it did is not done twice.',
    retryAfterSeconds: 1,
    cause: error,
  });
}

function mayPass(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string'
    ? passing.test(code)
    : passingMessages.test(error.message);
}
