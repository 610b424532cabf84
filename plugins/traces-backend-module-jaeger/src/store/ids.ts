import { InputError, ServiceUnavailableError } from '@backstage/errors';

const TRACE_ID_BYTES = [16, 8];
const SPAN_ID_BYTES = [8];

/** An id of a trace as Jaeger writes it, hexadecimal or in base64, in hexadecimal. */
export function readTraceId(text: string): string {
  return readId(text, TRACE_ID_BYTES);
}

/** An id of a span, hexadecimal or in base64, in hexadecimal. */
export function readSpanId(text: string): string {
  return readId(text, SPAN_ID_BYTES);
}

/** The id of a trace that somebody asks for. */
export function parseTraceId(text: string): string {
  if (!isHex(text, TRACE_ID_BYTES)) {
    throw new InputError(
      `'${text.slice(
        0,
        64,
      )}' is no trace id: 32 or 16 hexadecimal digits are needed`,
    );
  }
  return text.toLowerCase();
}

function readId(text: string, lengths: number[]): string {
  if (isHex(text, lengths)) {
    return text.toLowerCase();
  }
  const bytes = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
    ? Buffer.from(text, 'base64')
    : Buffer.of();
  if (!lengths.includes(bytes.length)) {
    throw new ServiceUnavailableError(
      `Jaeger answered with '${text.slice(0, 64)}', which is no id`,
    );
  }
  return bytes.toString('hex');
}

function isHex(text: string, lengths: number[]): boolean {
  return /^[0-9a-f]+$/i.test(text) && lengths.includes(text.length / 2);
}
