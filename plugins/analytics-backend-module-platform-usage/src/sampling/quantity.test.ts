import { parseQuantity, toDecimal } from './quantity';

describe('a quantity of Kubernetes', () => {
  it.each([
    ['0', '0.000000000'],
    ['250m', '0.250000000'],
    ['12345678n', '0.012345678'],
    ['1500u', '0.001500000'],
    ['1.5', '1.500000000'],
    ['.5', '0.500000000'],
    ['2.', '2.000000000'],
    ['128Mi', '134217728.000000000'],
    ['1.5Gi', '1610612736.000000000'],
    ['3k', '3000.000000000'],
    ['12e6', '12000000.000000000'],
    ['1E3', '1000.000000000'],
    ['1E', '1000000000000000000.000000000'],
    ['5e-1', '0.500000000'],
    // What is finer than a billionth is rounded up.
    ['0.1n', '0.000000001'],
    ['9007199254740993Ki', '9223372036854776832.000000000'],
  ])('%s is %s', (text, expected) => {
    expect(toDecimal(parseQuantity(text))).toBe(expected);
  });

  it.each(['', 'm', '-1', '1 Gi', '1gi', '0x10', 'NaN', '1e', '1e999'])(
    '%p is none',
    text => {
      expect(() => parseQuantity(text)).toThrow(/is no quantity/);
    },
  );
});
