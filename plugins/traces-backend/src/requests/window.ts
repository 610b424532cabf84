import { InputError } from '@backstage/errors';
import { type TraceWindow } from '@shop-platform/backstage-plugin-traces-node';
import { type TracesLimits } from '../config';

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?(Z|[+-]\d{2}:\d{2})$/i;
const NANOS_PER_MS = 1_000_000n;
/** Nanoseconds since 1970 fit into 64 bits until 2262. */
const LATEST = BigInt(Date.UTC(2262, 0)) * NANOS_PER_MS;

/** The text of both ends of a window, as of RFC 3339. */
export type WindowText = { from: string; to: string };

function parseTime(name: string, text: string): bigint {
  const [, seconds, fraction = '', zone] = RFC_3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${seconds?.replace(' ', 'T')}${zone}`);
  if (Number.isNaN(milliseconds)) {
    throw new InputError(
      `${name} is not a time as of RFC 3339, such as 2026-01-31T14:03:20Z`,
    );
  }
  const nanoseconds =
    BigInt(milliseconds) * NANOS_PER_MS + BigInt(fraction.padEnd(9, '0'));
  if (nanoseconds < 0n || nanoseconds > LATEST) {
    throw new InputError(`${name} has to lie between 1970 and 2262`);
  }
  return nanoseconds;
}

function describeWidth(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  return hours % 24 === 0
    ? `${hours / 24} days`
    : `${Number(hours.toFixed(2))} hours`;
}

/** Reads a window that has a beginning before its end, of any width. */
export function parseAnyWindow({ from, to }: WindowText): TraceWindow {
  const window = { from: parseTime('from', from), to: parseTime('to', to) };
  if (window.from >= window.to) {
    throw new InputError(
      'from has to lie before to: the window would be empty',
    );
  }
  return window;
}

/** Reads a window that is not wider than the limit. */
export function parseWindow(
  text: WindowText,
  limits: TracesLimits,
): TraceWindow {
  const window = parseAnyWindow(text);
  const width = window.to - window.from;
  if (width > BigInt(limits.windowMs) * NANOS_PER_MS) {
    throw new InputError(
      `The window may be at most ${describeWidth(
        limits.windowMs,
      )} wide: move from and to closer together`,
    );
  }
  return window;
}
