import { formatQuantity, quantityNumber } from './quantity';

const said = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatQuantity', () => {
  it('loses no digit of what JavaScript cannot count to', () => {
    expect(
      formatQuantity('12345678901234567.89', {
        unit: 'money',
        currency: 'UAH',
        style: 'exact',
      }),
    ).toBe('₴12,345,678,901,234,567.89');
    expect(formatQuantity('18446744073709551615', { style: 'exact' })).toBe(
      '18,446,744,073,709,551,615',
    );
    expect(formatQuantity(9007199254740993n, { style: 'exact' })).toBe(
      '9,007,199,254,740,993',
    );
    expect(
      formatQuantity('-0.5', {
        unit: 'money',
        currency: 'UAH',
        style: 'exact',
      }),
    ).toBe('-₴0.50');
  });

  it('writes each unit at a glance, by the language', () => {
    const glance = (
      quantity: number | string,
      unit: Parameters<typeof formatQuantity>[1],
    ) => said(formatQuantity(quantity, unit));
    expect([
      glance('1234567.89', { unit: 'money', currency: 'UAH' }),
      glance('1234567.89', { unit: 'money', currency: 'UAH', locale: 'uk' }),
      glance(12_345, { unit: 'count' }),
      glance(0.1234, { unit: 'percent' }),
      glance(1.2345, { unit: 'ratio', locale: 'uk' }),
      glance(4.2, { unit: 'seconds' }),
      glance(48_200_000, { unit: 'bytes' }),
    ]).toEqual([
      '₴1.23M',
      '1,23 млн ₴',
      '12.3K',
      '12.3%',
      '1,23',
      '4.2 s',
      '48.2 MB',
    ]);
  });

  it('has as many decimals as are asked for', () => {
    const style = 'exact';
    expect([
      formatQuantity(2.345, { style, decimals: 1 }),
      formatQuantity('2', { unit: 'money', style, decimals: 0 }),
      formatQuantity(0.12345, { unit: 'percent', style, decimals: 1 }),
    ]).toEqual(['2.3', '2', '12.3%']);
  });

  it('writes a currency that it does not know as a word', () => {
    expect(
      said(
        formatQuantity('12.5', {
          unit: 'money',
          currency: 'points',
          style: 'exact',
        }),
      ),
    ).toBe('12.50 points');
    expect(formatQuantity('12.5', { unit: 'money', style: 'exact' })).toBe(
      '12.50',
    );
  });

  it('says of what is no number that there is none', () => {
    expect(formatQuantity('<b>1</b>', { unit: 'money' })).toBe('—');
    expect(formatQuantity(Number.NaN)).toBe('—');
    expect(quantityNumber('12.50')).toBe(12.5);
    expect(quantityNumber('1e5; drop')).toBeUndefined();
    expect(quantityNumber(undefined)).toBeUndefined();
  });
});
