import { Engine } from './Engine';
import { ClickHouseException } from './errors';

/**
 * Waits for a statement of the engine. Kills it when the signal comes or when
 * what goes on meanwhile fails, and returns only when it no longer runs.
 */
export async function cancellable<T>(
  engine: Engine,
  { mark, signal }: { mark: string; signal: AbortSignal },
  statement: Promise<T>,
  meanwhile?: () => Promise<void>,
): Promise<T> {
  let killing: Promise<void> | undefined;
  const kill = () => {
    killing ??= engine.kill(mark, statement);
  };
  if (signal.aborted) {
    kill();
  }
  signal.addEventListener('abort', kill, { once: true });
  let hasSettled = false;
  const settle = () => {
    hasSettled = true;
  };
  statement.then(settle, settle);
  try {
    await meanwhile?.();
  } catch (error) {
    // Where the statement failed first, what came of it is no news.
    if (hasSettled) {
      await statement;
    }
    kill();
    throw signal.aborted ? wasCancelled() : error;
  } finally {
    await statement.catch(() => undefined);
    signal.removeEventListener('abort', kill);
    await killing;
  }
  return await statement;
}

function wasCancelled(): ClickHouseException {
  return ClickHouseException.of('QUERY_WAS_CANCELLED', 'Query was cancelled.');
}
