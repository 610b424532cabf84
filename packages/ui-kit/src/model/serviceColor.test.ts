import { chartPalette, serviceColor } from './serviceColor';

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
    const names = Array.from({ length: 500 }, (_, index) => `service-${index}`);
    expect(new Set(names.map(serviceColor)).size).toBe(chartPalette.length);
  });
});
