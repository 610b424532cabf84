import { MalformedRequestError } from '../decode/WireReader';

const UINT64_END = 2n ** 64n;
const INT64_END = 2n ** 63n;

/**
 * Puts quotes around the integers of a JSON text that a JavaScript number does
 * not hold exactly, as OTLP's 64-bit times. Strings are matched too, so that
 * digits inside them stay as they are.
 */
export function quoteLongIntegers(text: string): string {
  if (!/\d{16}/.test(text)) {
    return text;
  }
  return text.replace(
    /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+])-?\d{16,}(?![\d.eE])/gs,
    match => (match.startsWith('"') ? match : `"${match}"`),
  );
}

/** A 64-bit integer of OTLP's JSON, a number or its digits, in its two halves. */
export function parseInteger(
  value: unknown,
  signed: boolean,
  name: string,
): { low: number; high: number } {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    if (value >= 0) {
      return { low: value >>> 0, high: Math.floor(value / 0x1_0000_0000) };
    }
    return halves(BigInt(value), signed, name);
  }
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) {
    return halves(BigInt(value), signed, name);
  }
  throw new MalformedRequestError(`${name} is not a 64-bit integer`);
}

function halves(
  value: bigint,
  signed: boolean,
  name: string,
): { low: number; high: number } {
  const fits = signed
    ? value >= -INT64_END && value < INT64_END
    : value >= 0n && value < UINT64_END;
  if (!fits) {
    throw new MalformedRequestError(`${name} is outside of 64 bits`);
  }
  return {
    low: Number(BigInt.asUintN(32, value)),
    high: Number(BigInt.asUintN(32, value >> 32n)),
  };
}
