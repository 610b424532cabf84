import { isUtf8 } from 'node:buffer';

/** Values longer than this are cut: they would be read with every row around them. */
export const MAX_VALUE_BYTES = 1024 * 1024;

/** Whether a range is ASCII, as nearly everything is. */
export function isAscii(
  source: Uint8Array,
  start: number,
  end: number,
): boolean {
  let bits = 0;
  for (let at = start; at < end; at += 1) {
    bits |= source[at];
  }
  return bits < 128;
}

/**
 * A range as valid UTF-8. What is not valid becomes U+FFFD: ClickHouse takes any
 * bytes, but the JSON that readers ask it for could not be parsed.
 */
export function toValidUtf8(
  source: Uint8Array,
  start: number,
  end: number,
): Uint8Array {
  const range = source.subarray(start, end);
  return isUtf8(range)
    ? range
    : Buffer.from(Buffer.from(range).toString('utf8'), 'utf8');
}

/** Where to cut so that at most `limit` bytes stay and no character is split. */
export function cutAt(bytes: Uint8Array, limit: number): number {
  let end = limit;
  // A byte 10xxxxxx continues a character that began before it.
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) {
    end -= 1;
  }
  return end;
}
