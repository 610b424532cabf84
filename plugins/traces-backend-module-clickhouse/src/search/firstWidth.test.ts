import { sql } from '@shop-platform/backstage-plugin-clickhouse-node';
import { firstWidthOf } from './firstWidth';

const MINUTE = 60_000_000_000n;
const DAY = 1_440n * MINUTE;

const window = { from: 0n, to: 10n * DAY };
const query = { ...window, limit: 20 };
const backwards = { copy: false, operation: false };

describe('the first slice of a search', () => {
  it('is a share of the window where nobody knows how dense the spans are', () => {
    expect(firstWidthOf(query, window, { backwards })).toBe((10n * DAY) / 128n);
    expect(firstWidthOf(query, { from: 0n, to: DAY }, { backwards })).toBe(
      DAY / 128n,
    );
    expect(firstWidthOf(query, { from: 0n, to: MINUTE }, { backwards })).toBe(
      10n * MINUTE,
    );
  });

  it('is narrow where spans are dense, whatever the window, and wide where they are rare', () => {
    expect(firstWidthOf(query, window, { backwards, density: 500 })).toBe(
      200n * 10n ** 9n,
    );
    expect(firstWidthOf(query, window, { backwards, density: 1e9 })).toBe(
      MINUTE,
    );
    expect(
      firstWidthOf(query, window, { backwards, density: 0.001 }),
    ).toBeGreaterThan(10n * DAY);
  });

  it('is wider for who asks for what is rarer', () => {
    const widthOf = (more: object) =>
      firstWidthOf({ ...query, ...more }, window, { backwards, density: 1 });
    const widths = [
      {},
      { services: ['shop'], operation: 'GET /orders' },
      { minDurationNano: 1n },
      { services: ['shop'], operation: 'GET /orders', errors: true },
    ].map(widthOf);

    expect(widths).toEqual([...widths].sort((a, b) => Number(a - b)));
    expect(new Set(widths).size).toBe(4);
    // Without a service, the order of the table is of no use to an operation.
    expect(widthOf({ operation: 'GET /orders' })).toBe(widths[0]);
  });

  it('is narrower where a copy has the spans in the order of time, for what it has', () => {
    const copy = {
      byTime: { table: sql`copy`, since: 0n },
      backwards,
      density: 1,
    };
    const widthOf = (
      more: object,
      layout: Parameters<typeof firstWidthOf>[2],
    ) => firstWidthOf({ ...query, ...more }, window, layout);
    const [all, ofService, ofOperation, withAttribute] = [
      {},
      { services: ['shop'] },
      { services: ['shop'], operation: 'GET /orders' },
      { attributes: [{ key: 'http.route', value: '/orders' }] },
    ].map(more => ({
      copied: widthOf(more, copy),
      without: widthOf(more, { backwards, density: 1 }),
      tooLate: widthOf(more, {
        ...copy,
        byTime: { ...copy.byTime, since: window.to + 1n },
      }),
    }));

    expect(all.copied).toBeLessThan(all.without);
    expect(ofService.copied).toBeGreaterThan(all.copied);
    expect(all.tooLate).toBe(all.without);
    for (const { copied, without } of [ofOperation, withAttribute]) {
      expect(copied).toBe(without);
    }
  });

  it('is as wide for any of the things that can be read backwards, which ends where there is enough', () => {
    const layout = {
      backwards: { copy: true, operation: true },
      byTime: { table: sql`copy`, since: 0n },
      density: 1,
    };
    const widthOf = (more: object) =>
      firstWidthOf({ ...query, ...more }, window, layout);
    const attributes = [{ key: 'http.route', value: '/orders' }];
    const ofOperation = { services: ['shop'], operation: 'GET /orders' };

    const [all, ...alike] = [
      {},
      { services: ['shop', 'core'], errors: true },
      { minDurationNano: 1n },
      ofOperation,
    ].map(widthOf);
    expect(new Set(alike)).toEqual(new Set([all]));
    for (const grouped of [
      { attributes },
      { ...ofOperation, attributes },
      { ...ofOperation, services: ['shop', 'core'] },
    ]) {
      expect(widthOf(grouped)).toBe(
        firstWidthOf({ ...query, ...grouped }, window, {
          ...layout,
          backwards,
        }),
      );
    }
  });
});
