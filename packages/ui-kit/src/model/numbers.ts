/** What stands where a number should be and none is. */
const NO_NUMBER = '—';
const NO_BREAK_SPACE = '\u00a0';
const SIGNIFICANT_DIGITS = 3;

const formatters = new Map<string, Intl.NumberFormat>();

/** Formatters are costly to make and asked for once per table cell. */
function formatter(
  locale: string,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}

function isNumber(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isFinite(value);
}

function withUnit(text: string, unit: string): string {
  return /^[/%°]/.test(unit)
    ? `${text}${unit}`
    : `${text}${NO_BREAK_SPACE}${unit}`;
}

/**
 * A number at a glance: at most three significant digits, large ones with the
 * word of the language (1.23K, 1,23 тис.). Show the exact value on hover.
 *
 * @param options - `unit` goes behind the number, `locale` is English unless given
 * @public
 */
export function formatNumber(
  value: number | bigint,
  options: { unit?: string; locale?: string } = {},
): string {
  const { unit, locale = 'en' } = options;
  if (!isNumber(value)) {
    return NO_NUMBER;
  }
  const text = formatter(locale, {
    notation: 'compact',
    maximumSignificantDigits: SIGNIFICANT_DIGITS,
    signDisplay: 'negative',
  }).format(value);
  return unit ? withUnit(text, unit) : text;
}

/**
 * A ratio as a percentage with at most three significant digits: 0.0123 is 1.23%.
 *
 * @public
 */
export function formatPercent(
  ratio: number | bigint,
  options: { locale?: string } = {},
): string {
  if (!isNumber(ratio)) {
    return NO_NUMBER;
  }
  return formatter(options.locale ?? 'en', {
    style: 'percent',
    maximumSignificantDigits: SIGNIFICANT_DIGITS,
    signDisplay: 'negative',
  }).format(ratio);
}

/**
 * An exact amount of money, given in the currency's smallest unit (kopiykas, cents).
 *
 * @public
 */
export function formatMoney(
  minorUnits: number | bigint,
  currency: string = 'UAH',
  locale: string = 'en',
): string {
  if (!isNumber(minorUnits)) {
    return NO_NUMBER;
  }
  const money = formatter(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = money.resolvedOptions().maximumFractionDigits ?? 0;
  const minor =
    typeof minorUnits === 'bigint'
      ? minorUnits
      : BigInt(Math.round(minorUnits));
  const scale = 10n ** BigInt(digits);
  const magnitude = minor < 0n ? -minor : minor;
  const whole = magnitude / scale;
  const fraction = String(magnitude % scale).padStart(digits, '0');
  // Only -0 keeps the sign of an amount below one; a bigint has no such value.
  const negative = whole === 0n ? -0 : -whole;

  return money
    .formatToParts(minor < 0n ? negative : whole)
    .map(part => (part.type === 'fraction' ? fraction : part.value))
    .join('');
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
const BYTE_STEP = 1000;

/**
 * A number of bytes at a glance, by thousands: 512 byte, 48.2 MB, 4.5 GB.
 *
 * @public
 */
export function formatBytes(
  bytes: number | bigint,
  options: { locale?: string } = {},
): string {
  if (!isNumber(bytes)) {
    return NO_NUMBER;
  }
  let amount = Number(bytes);
  let unit = 0;
  // What would be rounded to a thousand is one of the next unit.
  while (
    Number(Math.abs(amount).toPrecision(SIGNIFICANT_DIGITS)) >= BYTE_STEP &&
    unit < BYTE_UNITS.length - 1
  ) {
    amount /= BYTE_STEP;
    unit += 1;
  }
  return formatter(options.locale ?? 'en', {
    style: 'unit',
    unit: BYTE_UNITS[unit],
    unitDisplay: 'short',
    maximumSignificantDigits: SIGNIFICANT_DIGITS,
    signDisplay: 'negative',
  }).format(amount);
}

type DurationUnit = 'us' | 'ms' | 's' | 'min' | 'h' | 'd';

const DURATION_UNITS: Record<string, Record<DurationUnit, string>> = {
  en: { us: 'µs', ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' },
  uk: { us: 'мкс', ms: 'мс', s: 'с', min: 'хв', h: 'год', d: 'д' },
};

/** Up to a minute: one unit. Beyond: two, the smaller one left out when zero. */
function durationParts(milliseconds: number): [number, DurationUnit][] {
  const round = (value: number) =>
    Number(value.toPrecision(SIGNIFICANT_DIGITS));
  const pair = (
    total: number,
    size: number,
    units: [DurationUnit, DurationUnit],
  ): [number, DurationUnit][] => [
    [Math.floor(total / size), units[0]],
    [total % size, units[1]],
  ];

  if (
    milliseconds === 0 ||
    (round(milliseconds) >= 1 && round(milliseconds) < 1000)
  ) {
    return [[round(milliseconds), 'ms']];
  }
  if (round(milliseconds) < 1) {
    return [[round(milliseconds * 1000), 'us']];
  }
  const seconds = milliseconds / 1000;
  if (round(seconds) < 60) {
    return [[round(seconds), 's']];
  }
  if (Math.round(seconds) < 3600) {
    return pair(Math.round(seconds), 60, ['min', 's']);
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) {
    return pair(minutes, 60, ['h', 'min']);
  }
  return pair(Math.round(seconds / 3600), 24, ['d', 'h']);
}

/**
 * A duration at a glance: 8.2 ms, 1.35 s, 2 min 5 s, 3 d 4 h.
 *
 * @public
 */
export function formatDuration(
  milliseconds: number | bigint,
  options: { locale?: string } = {},
): string {
  if (!isNumber(milliseconds)) {
    return NO_NUMBER;
  }
  const locale = options.locale ?? 'en';
  const units =
    DURATION_UNITS[new Intl.Locale(locale).language] ?? DURATION_UNITS.en;
  const value = Number(milliseconds);
  const text = durationParts(Math.abs(value))
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) =>
      withUnit(
        formatter(locale, {
          maximumSignificantDigits: SIGNIFICANT_DIGITS,
        }).format(amount),
        units[unit],
      ),
    )
    .join(' ');
  return value < 0 ? `-${text}` : text;
}
