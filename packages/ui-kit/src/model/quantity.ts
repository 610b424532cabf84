import { formatBytes, formatDuration, formatNumber } from './numbers';

/**
 * A number as a database has it: digits as text where JavaScript's numbers
 * cannot hold them.
 *
 * @public
 */
export type Quantity = number | bigint | string;

/**
 * What a number counts. `percent` is a share of one, written with a percent sign:
 * 0.5 is 50%. `ratio` is how many times one thing is another, a plain number.
 *
 * @public
 */
export type QuantityUnit =
  | 'money'
  | 'count'
  | 'percent'
  | 'ratio'
  | 'seconds'
  | 'bytes';

/**
 * How a quantity is written.
 *
 * @public
 */
export type QuantityFormat = {
  unit?: QuantityUnit;
  /** Of money, as ISO 4217 has it. */
  currency?: string;
  locale?: string;
  /** `glance`, the default, for axes; `exact` leaves no digit out. */
  style?: 'glance' | 'exact';
  /** Digits behind the point, where `exact` is to have so many and no more. */
  decimals?: number;
};

const NO_NUMBER = '—';
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const MOST_FRACTION_DIGITS = 20;
const SIGNIFICANT_DIGITS = 3;

/** A number in digits, which `Intl` writes without losing one of them. */
function isDecimal(text: string): text is `${number}` {
  return DECIMAL.test(text);
}

/**
 * A quantity as a number to draw with, the nearest that JavaScript has.
 *
 * @returns `undefined` for what is no number
 * @public
 */
export function quantityNumber(
  quantity: Quantity | undefined,
): number | undefined {
  if (
    quantity === undefined ||
    (typeof quantity === 'string' && !isDecimal(quantity))
  ) {
    return undefined;
  }
  const number = Number(quantity);
  return Number.isFinite(number) ? number : undefined;
}

/** How many digits stand behind the point. */
function fractionDigits(quantity: Quantity): number {
  const text = String(quantity);
  const digits = isDecimal(text) ? (text.split('.')[1] ?? '').length : 0;
  return typeof quantity === 'number' && !isDecimal(text)
    ? MOST_FRACTION_DIGITS
    : Math.min(digits, MOST_FRACTION_DIGITS);
}

function write(quantity: Quantity, format: Intl.NumberFormat): string {
  if (typeof quantity !== 'string') {
    return format.format(quantity);
  }
  return isDecimal(quantity) ? format.format(quantity) : NO_NUMBER;
}

/** A currency that no standard knows is written as a word. */
function moneyFormat(
  locale: string,
  currency: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat | undefined {
  try {
    return new Intl.NumberFormat(locale, {
      ...options,
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
  } catch {
    return undefined;
  }
}

function formatExact(
  quantity: Quantity,
  locale: string,
  options: Intl.NumberFormatOptions = {},
): string {
  return write(
    quantity,
    new Intl.NumberFormat(locale, {
      maximumFractionDigits: fractionDigits(quantity),
      ...options,
    }),
  );
}

/** As many digits behind the point as are asked for, or as there are. */
function digitsOf(
  quantity: Quantity,
  options: { decimals?: number; least?: number },
): Intl.NumberFormatOptions {
  const { decimals, least = 0 } = options;
  return {
    minimumFractionDigits: decimals ?? least,
    maximumFractionDigits:
      decimals ?? Math.max(least, fractionDigits(quantity)),
  };
}

function formatMoneyQuantity(
  quantity: Quantity,
  options: Required<Pick<QuantityFormat, 'locale' | 'style'>> & {
    currency?: string;
    decimals?: number;
  },
): string {
  const { locale, style, currency, decimals } = options;
  const digits = digitsOf(quantity, { decimals, least: 2 });
  const known =
    currency &&
    moneyFormat(
      locale,
      currency,
      style === 'exact'
        ? digits
        : {
            notation: 'compact',
            maximumSignificantDigits: SIGNIFICANT_DIGITS,
          },
    );
  if (known) {
    return write(quantity, known);
  }
  const amount =
    style === 'exact'
      ? formatExact(quantity, locale, digits)
      : formatNumber(Number(quantity), { locale });
  return currency ? `${amount}\u00a0${currency}` : amount;
}

function formatShare(
  ratio: number,
  options: { locale: string; style: 'glance' | 'exact'; decimals?: number },
): string {
  const { locale, style, decimals } = options;
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    ...(style === 'exact'
      ? {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals ?? 6,
        }
      : { maximumSignificantDigits: SIGNIFICANT_DIGITS }),
  }).format(ratio);
}

/**
 * A quantity with its unit: at a glance in at most three significant digits, or
 * exactly, with every digit that it has.
 *
 * @public
 */
export function formatQuantity(
  quantity: Quantity,
  options: QuantityFormat = {},
): string {
  const { unit = 'count', currency, decimals } = options;
  const { locale = 'en', style = 'glance' } = options;
  const number = quantityNumber(quantity);
  if (number === undefined) {
    return NO_NUMBER;
  }
  switch (unit) {
    case 'money':
      return formatMoneyQuantity(quantity, {
        locale,
        style,
        currency,
        decimals,
      });
    case 'percent':
      return formatShare(number, { locale, style, decimals });
    case 'seconds':
      return style === 'exact'
        ? formatExact(quantity, locale, { style: 'unit', unit: 'second' })
        : formatDuration(number * 1000, { locale });
    case 'bytes':
      return style === 'exact'
        ? formatExact(quantity, locale, { style: 'unit', unit: 'byte' })
        : formatBytes(number, { locale });
    default:
      return style === 'exact'
        ? formatExact(quantity, locale, digitsOf(quantity, { decimals }))
        : formatNumber(number, { locale });
  }
}
