import { chartPalette, serviceColor, serviceColors } from './serviceColor';

/**
 * The shop by the names of its traces and of its catalog, the way into its
 * clusters, whom it calls, and the portal.
 */
const shop = [
  'analytics-etl',
  'backstage',
  'core-service',
  'gateway.istio-ingress',
  'inventory-service',
  'liqpay',
  'notifications-service',
  'payments-service',
  'shipping-service',
  'storefront',
  'storefront-service',
];

function namesUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `service-${index}`);
}

/** How many services have each colour that is used. */
function usesOf(colors: ReadonlyMap<string, string>): number[] {
  const uses = new Map<string, number>();
  for (const color of colors.values()) {
    uses.set(color, (uses.get(color) ?? 0) + 1);
  }
  return [...uses.values()];
}

/** Relative luminance as of WCAG. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

describe('serviceColor', () => {
  it('keeps the contrast that graphics need, on light and on dark', () => {
    const grounds = ['#ffffff', '#f5f5f5', '#333333', '#25292a', '#1b1f20'];
    const poor = chartPalette.flatMap(color =>
      grounds
        .filter(ground => contrast(color, ground) < 3)
        .map(ground => `${color} on ${ground}`),
    );
    expect(poor).toEqual([]);
    expect(new Set(chartPalette).size).toBeGreaterThanOrEqual(12);
  });

  it('gives a name one colour for good, and many names many', () => {
    // Links, screenshots and habits rest on these: a change is a break.
    expect(
      ['core-service', 'payments-service', 'storefront'].map(serviceColor),
    ).toEqual(['#db640e', '#eb22b7', '#4494c8']);
    expect(chartPalette).toContain(serviceColor(''));
    expect(chartPalette).toContain(serviceColor('сервіс 🛒'));
    expect(new Set(namesUpTo(500).map(serviceColor)).size).toBe(
      chartPalette.length,
    );
  });

  it('gives each service of the shop another colour', () => {
    expect(new Set(shop.map(serviceColor)).size).toBe(shop.length);
    expect(serviceColors(shop)).toEqual(
      new Map(shop.map(name => [name, serviceColor(name)])),
    );
  });
});

describe('serviceColors', () => {
  it('shares no colour while there is one left, and all evenly after that', () => {
    for (let count = 1; count <= chartPalette.length; count += 1) {
      const colors = serviceColors(namesUpTo(count));
      expect(new Set(colors.values()).size).toBe(count);
    }
    const uses = usesOf(serviceColors(namesUpTo(50)));
    expect(uses).toHaveLength(chartPalette.length);
    expect(Math.max(...uses)).toBe(Math.ceil(50 / chartPalette.length));
    expect(Math.min(...uses)).toBe(Math.floor(50 / chartPalette.length));
  });

  it('depends on the services alone, and moves only those that collide', () => {
    const names = namesUpTo(9);
    const colors = serviceColors(names);
    expect(serviceColors([...names, ...names].reverse())).toEqual(colors);

    const wanted = names.map(serviceColor);
    const alone = names.filter(
      name => wanted.filter(color => color === serviceColor(name)).length === 1,
    );
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.length).toBeLessThan(names.length);
    for (const name of alone) {
      expect(colors.get(name)).toBe(serviceColor(name));
    }
    expect(serviceColors([])).toEqual(new Map());
  });
});
