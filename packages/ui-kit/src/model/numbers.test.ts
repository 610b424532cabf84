import {
  formatBytes,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
} from './numbers';

/** Locales separate with no-break spaces, which are hard to tell in a table. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatDuration', () => {
  it.each<[number | bigint, string, string]>([
    [0, '0 ms', '0 мс'],
    [0.0082, '8.2 µs', '8,2 мкс'],
    [0.9996, '1 ms', '1 мс'],
    [8.2, '8.2 ms', '8,2 мс'],
    [123.4, '123 ms', '123 мс'],
    [999.4, '999 ms', '999 мс'],
    [999.6, '1 s', '1 с'],
    [1350n, '1.35 s', '1,35 с'],
    [59_940, '59.9 s', '59,9 с'],
    [59_960, '1 min', '1 хв'],
    [125_000, '2 min 5 s', '2 хв 5 с'],
    [119_600, '2 min', '2 хв'],
    [3_599_700, '1 h', '1 год'],
    [11_040_000, '3 h 4 min', '3 год 4 хв'],
    [273_600_000, '3 d 4 h', '3 д 4 год'],
    [-1350, '-1.35 s', '-1,35 с'],
    [Number.NaN, '—', '—'],
    [Number.POSITIVE_INFINITY, '—', '—'],
  ])('%p ms: %s, %s', (milliseconds, en, uk) => {
    expect(plain(formatDuration(milliseconds))).toBe(en);
    expect(plain(formatDuration(milliseconds, { locale: 'uk' }))).toBe(uk);
  });

  it('falls back to the international symbols', () => {
    expect(plain(formatDuration(1350, { locale: 'de-AT' }))).toBe('1,35 s');
  });
});

describe('formatBytes', () => {
  it.each<[number | bigint, string, string]>([
    [0, '0 byte', '0 Б'],
    [999, '999 byte', '999 Б'],
    [1_234, '1.23 kB', '1,23 кБ'],
    [999_499, '999 kB', '999 кБ'],
    [999_600, '1 MB', '1 МБ'],
    [4_496_293_888n, '4.5 GB', '4,5 ГБ'],
    [-48_200_000, '-48.2 MB', '-48,2 МБ'],
    [5e15, '5,000 TB', '5 000 ТБ'],
    [Number.NaN, '—', '—'],
  ])('%p bytes: %s, %s', (bytes, en, uk) => {
    expect(plain(formatBytes(bytes))).toBe(en);
    expect(plain(formatBytes(bytes, { locale: 'uk' }))).toBe(uk);
  });
});

describe('formatNumber', () => {
  it.each<[number | bigint, string | undefined, string, string]>([
    [0, undefined, '0', '0'],
    [-0, undefined, '0', '0'],
    [0.012345, undefined, '0.0123', '0,0123'],
    [999, undefined, '999', '999'],
    [1234, undefined, '1.23K', '1,23 тис.'],
    [999_999, undefined, '1M', '1 млн'],
    [-1234, undefined, '-1.23K', '-1,23 тис.'],
    [9_007_199_254_740_993n, undefined, '9010T', '9010 трлн'],
    [45.67, 'ms', '45.7 ms', '45,7 ms'],
    [120, '/s', '120/s', '120/s'],
    [Number.NaN, 'ms', '—', '—'],
  ])('%p %p: %s, %s', (value, unit, en, uk) => {
    expect(plain(formatNumber(value, { unit }))).toBe(en);
    expect(plain(formatNumber(value, { unit, locale: 'uk' }))).toBe(uk);
  });
});

describe('formatPercent', () => {
  it.each<[number | bigint, string, string]>([
    [0, '0%', '0%'],
    [0.012345, '1.23%', '1,23%'],
    [0.99995, '100%', '100%'],
    [1n, '100%', '100%'],
    [-0.5, '-50%', '-50%'],
    [Number.NaN, '—', '—'],
  ])('%p: %s, %s', (ratio, en, uk) => {
    expect(plain(formatPercent(ratio))).toBe(en);
    expect(plain(formatPercent(ratio, { locale: 'uk' }))).toBe(uk);
  });
});

describe('formatMoney', () => {
  it.each<[number | bigint, string, string, string]>([
    [123_450, 'UAH', '₴1,234.50', '1 234,50 ₴'],
    [5n, 'UAH', '₴0.05', '0,05 ₴'],
    [-5n, 'UAH', '-₴0.05', '-0,05 ₴'],
    [-123_450n, 'UAH', '-₴1,234.50', '-1 234,50 ₴'],
    [0, 'UAH', '₴0.00', '0,00 ₴'],
    [
      12_345_678_901_234_567_890n,
      'UAH',
      '₴123,456,789,012,345,678.90',
      '123 456 789 012 345 678,90 ₴',
    ],
    [1500, 'JPY', '¥1,500', '1 500 ¥'],
    [1999, 'USD', '$19.99', '19,99 $'],
    [Number.NaN, 'UAH', '—', '—'],
  ])('%p %s: %s, %s', (minorUnits, currency, en, uk) => {
    expect(plain(formatMoney(minorUnits, currency))).toBe(en);
    expect(plain(formatMoney(minorUnits, currency, 'uk'))).toBe(uk);
  });

  it('trades in hryvnia unless told otherwise', () => {
    expect(formatMoney(100)).toBe('₴1.00');
  });
});
