import { isError, toError } from '@backstage/errors';
import { ClickHouseError } from '@clickhouse/client';
import { type QueryCall } from '../connection/QueryCall';
import { partsOf } from '../sql/Sql';
import { type QueryLimits } from '../types';
import {
  ClickHouseQueryError,
  type ClickHouseQueryErrorKind,
} from './ClickHouseQueryError';
import { ClickHouseUnavailableError } from './ClickHouseUnavailableError';
import { classifyServerError, describeServerError } from './serverErrors';

const RETRY_BUSY_MS = 1_000;
const RETRY_DOWN_MS = 5_000;
const MEBIBYTE = 1024 * 1024;

const EXPLANATIONS: Record<
  ClickHouseQueryErrorKind,
  (limits: QueryLimits) => string
> = {
  timeout: ({ executionTime }) =>
    `stopped the query at its time limit of ${
      executionTime / 1000
    } s: ask for a shorter time range or filter more`,
  memory: ({ memory }) =>
    `stopped the query at its memory limit of ${Math.round(
      memory / MEBIBYTE,
    )} MiB: ask for a shorter time range, filter more or group by less`,
  'too-much-data': () =>
    'stopped the query because it reads or returns more than its limit: ask for a shorter time range or filter more',
  'unknown-table': () => 'does not have a table of the query',
  'unknown-column': () => 'does not have a column of the query',
  'access-denied': () =>
    'does not let us in: check the credentials and the grants of the connection',
  'invalid-row': () => 'answered with a row of another shape',
  cancelled: () => 'had the query stopped by somebody else',
  refused: () => 'refused the query',
};

function boundTexts(call: QueryCall): string[] {
  return partsOf(call.query).flatMap(part =>
    typeof part !== 'string' &&
    'type' in part &&
    part.value !== null &&
    /String/.test(part.type)
      ? [part.value].flat().map(String)
      : [],
  );
}

function unavailable(
  call: QueryCall,
  problem: string,
  retryAfterMs: number,
): ClickHouseUnavailableError {
  const { connection, address } = call;
  return new ClickHouseUnavailableError(
    `ClickHouse '${connection}' at ${address} ${problem}`,
    { connection, address, retryAfterMs },
  );
}

function fromServer(error: ClickHouseError, call: QueryCall): Error {
  const code = Number(error.code);
  const name = `${error.type ?? 'error'}, code ${code}`;
  const trouble = classifyServerError(code, error.message);
  if (trouble === 'busy') {
    return unavailable(call, `has too much to do (${name})`, RETRY_BUSY_MS);
  }
  if (trouble === 'incomplete') {
    return unavailable(
      call,
      `does not reach a part of its cluster (${name})`,
      RETRY_DOWN_MS,
    );
  }
  const detail = describeServerError(code, error.message, boundTexts(call));
  return new ClickHouseQueryError(
    `ClickHouse '${call.connection}' ${EXPLANATIONS[trouble](
      call.limits,
    )} (${name})${detail ? `: ${detail}` : ''}`,
    {
      kind: trouble,
      connection: call.connection,
      queryId: call.queryId,
      code,
      type: error.type,
    },
  );
}

// A server that waits for a slow reader does not look at its clock.
function overdue(call: QueryCall): Error {
  return call.hasAnswer
    ? new ClickHouseQueryError(
        `The answer of ClickHouse '${
          call.connection
        }' was not read within its time limit of ${
          call.limits.executionTime / 1000
        } s`,
        {
          kind: 'timeout',
          connection: call.connection,
          queryId: call.queryId,
        },
      )
    : unavailable(
        call,
        'did not answer, and did not end the query at its time limit',
        RETRY_DOWN_MS,
      );
}

function systemCode(error: unknown): string | undefined {
  return isError(error) && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * Turns whatever went wrong into an error that says what to do, and holds no secret: no text of
 * a foreign error is passed on unless it is known to be harmless.
 */
export function toClickHouseError(error: unknown, call: QueryCall): Error {
  if (call.isCancelled) {
    return toError(call.cancelReason);
  }
  if (
    error instanceof ClickHouseQueryError ||
    error instanceof ClickHouseUnavailableError
  ) {
    return error;
  }
  if (call.isOverdue) {
    return overdue(call);
  }
  if (error instanceof ClickHouseError) {
    return fromServer(error, call);
  }
  const code = systemCode(error);
  return unavailable(
    call,
    code
      ? `cannot be reached or broke off its answer (${code})`
      : 'did not answer as ClickHouse does: is this its HTTP port, and is there a proxy in between?',
    RETRY_DOWN_MS,
  );
}
