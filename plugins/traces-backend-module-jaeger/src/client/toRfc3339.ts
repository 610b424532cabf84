import { InputError } from '@backstage/errors';

const NANOS_PER_SECOND = 1_000_000_000n;
/** The last second that RFC 3339 can write, in the year 9999. */
const LAST_SECOND = 253_402_300_799n;

/** A moment in nanoseconds since 1970, with all of its digits. */
export function toRfc3339(nanos: bigint): string {
  const seconds = nanos / NANOS_PER_SECOND;
  if (nanos < 0n || seconds > LAST_SECOND) {
    throw new InputError(
      'Jaeger can only be asked about the years from 1970 to 9999',
    );
  }
  const date = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${date}.${String(nanos % NANOS_PER_SECOND).padStart(9, '0')}Z`;
}
