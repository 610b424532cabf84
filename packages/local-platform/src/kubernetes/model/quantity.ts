const PATTERN =
  /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

export const QUANTITY_RULE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** The number that a quantity (`250m`, `1Gi`) stands for; undefined for what is none. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  const match = typeof value === 'string' ? PATTERN.exec(value) : null;
  if (!match) {
    return undefined;
  }
  const [, digits, suffix = ''] = match;
  if (/^[eE][+-]?\d/.test(suffix)) {
    return Number(`${digits}${suffix}`);
  }
  return Number(digits) * (suffix ? FACTORS[suffix] : 1);
}

/** A sum of quantities as one: whole where it is whole, thousandths otherwise. */
export function formatQuantity(value: number, like = ''): string {
  const binary = /(Ki|Mi|Gi|Ti)$/.exec(like)?.[1];
  if (binary && value !== 0 && value % FACTORS[binary] === 0) {
    return `${value / FACTORS[binary]}${binary}`;
  }
  return Number.isInteger(value)
    ? String(value)
    : `${Math.ceil(Number((value * 1000).toFixed(6)))}m`;
}
