import { type ClickHouseQueryErrorKind } from './ClickHouseQueryError';

const KINDS: Record<number, ClickHouseQueryErrorKind> = {
  10: 'unknown-column',
  16: 'unknown-column',
  47: 'unknown-column',
  60: 'unknown-table',
  81: 'unknown-table',
  158: 'too-much-data',
  159: 'timeout',
  160: 'timeout',
  192: 'access-denied',
  193: 'access-denied',
  194: 'access-denied',
  241: 'memory',
  291: 'access-denied',
  307: 'too-much-data',
  394: 'cancelled',
  396: 'too-much-data',
  497: 'access-denied',
  516: 'access-denied',
  735: 'cancelled',
};

/** The server is up and has too much to do: simultaneous queries, quota, threads, load. */
const BUSY = [201, 202, 439, 745];

/** The server is up, a part of its cluster is not. */
const INCOMPLETE = [198, 209, 210, 279, 999];

/** Errors whose text speaks of names in the query, never of values. */
const ABOUT_NAMES = [16, 42, 43, 46, 47, 60, 62, 81, 184, 215, 386];

const MEMORY = 241;
const MAX_DETAIL = 300;

export type ServerTrouble = 'busy' | 'incomplete' | ClickHouseQueryErrorKind;

/**
 * What an error of the server means for the caller.
 */
export function classifyServerError(
  code: number,
  message: string,
): ServerTrouble {
  // The whole server is short of memory, whatever this query uses.
  if (BUSY.includes(code) || (code === MEMORY && /\(total\)/.test(message))) {
    return 'busy';
  }
  if (INCOMPLETE.includes(code)) {
    return 'incomplete';
  }
  return KINDS[code] ?? 'refused';
}

/**
 * As much of the server's text as can be shown: it repeats values of parameters in places, so
 * only errors about names keep it, up to where the server quotes the query.
 *
 * @param values - the texts that were bound, to be sure
 */
export function describeServerError(
  code: number,
  message: string,
  values: readonly string[],
): string | undefined {
  if (!ABOUT_NAMES.includes(code)) {
    return undefined;
  }
  const [detail] = message.split(/[.,:;]?\s+(?:in scope|while executing)\b/i);
  const redacted = values
    .filter(value => value.length > 2)
    .reduce((text, value) => text.replaceAll(value, '?'), detail.trim());
  return redacted.length > MAX_DETAIL
    ? `${redacted.slice(0, MAX_DETAIL)}…`
    : redacted;
}
