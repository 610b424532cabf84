import { formatDuration, parseDuration } from './duration';

describe('durations', () => {
  it.each([
    ['0', 0, '0s'],
    ['1h30m', 5_400_000, '1h30m0s'],
    ['1.5s', 1500, '1.5s'],
    ['-2m', -120_000, '-2m0s'],
    ['+250ms', 250, '250ms'],
    ['1h1ms', 3_600_001, '1h0m0.001s'],
    ['.5s', 500, '500ms'],
    ['10us', 0.01, '10µs'],
    ['10µs', 0.01, '10µs'],
    ['3ns', 3e-6, '3ns'],
  ])('reads %s as Go does', (text, milliseconds, formatted) => {
    expect(parseDuration(text)).toBeCloseTo(milliseconds, 9);
    expect(formatDuration(milliseconds)).toBe(formatted);
  });

  it.each([
    ['', 'time: invalid duration ""'],
    ['soon', 'time: invalid duration "soon"'],
    ['.s', 'time: invalid duration ".s"'],
    ['5', 'time: missing unit in duration "5"'],
    ['1d', 'time: unknown unit "d" in duration "1d"'],
    ['1m 2s', 'time: unknown unit "m " in duration "1m 2s"'],
    ['1h-5m', 'time: unknown unit "h-" in duration "1h-5m"'],
  ])('refuses %j', (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
  });
});
