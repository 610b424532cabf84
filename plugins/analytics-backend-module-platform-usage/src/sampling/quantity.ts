import { InputError } from '@backstage/errors';

const BILLION = 1_000_000_000n;

/** Billionths of one, by suffix. */
const SCALES: Record<string, bigint> = {
  n: 1n,
  u: 1_000n,
  m: 1_000_000n,
  '': BILLION,
  k: BILLION * 10n ** 3n,
  M: BILLION * 10n ** 6n,
  G: BILLION * 10n ** 9n,
  T: BILLION * 10n ** 12n,
  P: BILLION * 10n ** 15n,
  E: BILLION * 10n ** 18n,
  Ki: BILLION * 2n ** 10n,
  Mi: BILLION * 2n ** 20n,
  Gi: BILLION * 2n ** 30n,
  Ti: BILLION * 2n ** 40n,
  Pi: BILLION * 2n ** 50n,
  Ei: BILLION * 2n ** 60n,
};

const QUANTITY = /^(\d{1,20})?(?:\.(\d{0,20}))?([numkMGTPE]|[KMGTPE]i|)$/;
const SCIENTIFIC = /^(\d{1,20})?(?:\.(\d{0,20}))?[eE]([+-]?\d{1,2})$/;

/**
 * A quantity of Kubernetes, such as `250m`, `1.5Gi` or `12e6`, in billionths;
 * what is finer is rounded up, as Kubernetes does.
 *
 * @throws InputError when it is none
 */
export function parseQuantity(text: string): bigint {
  const plain = QUANTITY.exec(text);
  const match = plain ?? SCIENTIFIC.exec(text);
  if (!match || (!match[1] && !match[2])) {
    throw new InputError(`'${text}' is no quantity of Kubernetes`);
  }
  const [, whole = '', fraction = '', suffix] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const exponent = plain ? 0 : Number(suffix);
  const scale = plain ? SCALES[suffix] : BILLION;
  const numerator =
    exponent > 0 ? digits * scale * 10n ** BigInt(exponent) : digits * scale;
  const divisor =
    10n ** BigInt(fraction.length + (exponent < 0 ? -exponent : 0));
  return (numerator + divisor - 1n) / divisor;
}

/** Billionths as a decimal: `1.5`. */
export function toDecimal(billionths: bigint): string {
  const fraction = (billionths % BILLION).toString().padStart(9, '0');
  return `${billionths / BILLION}.${fraction}`;
}

/** A whole number in billionths. */
export function wholeToBillionths(value: bigint): bigint {
  return value * BILLION;
}
