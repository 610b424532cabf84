import { frame, MAP_HEIGHT, MAP_WIDTH, project } from './projection';

const belgium = { latitude: 50.45, longitude: 3.82 };
const netherlands = { latitude: 53.44, longitude: 6.84 };
const finland = { latitude: 60.57, longitude: 27.19 };
const spain = { latitude: 40.42, longitude: -3.7 };

describe('project', () => {
  it('puts places where they are to each other, and knows which are elsewhere', () => {
    const [one, other] = [project(belgium), project(netherlands)];
    expect(one && other && one.x < other.x && one.y > other.y).toBe(true);
    expect(project({ latitude: 39, longitude: -77 })).toBeUndefined();
    expect(project({ latitude: 80, longitude: 10 })).toBeUndefined();
  });
});

describe('frame', () => {
  it.each([
    ['two near ones', [belgium, netherlands]],
    ['one', [belgium]],
    ['two far ones', [finland, spain]],
    ['one in the corner', [{ latitude: 35, longitude: 40 }]],
  ])(
    'shows %s with room around them, and nothing outside the map',
    (_, places) => {
      const points = places.flatMap(place => project(place) ?? []);
      const box = frame(points);

      for (const { x, y } of points) {
        expect(x).toBeGreaterThan(box.x);
        expect(x).toBeLessThan(box.x + box.width);
        expect(y).toBeGreaterThan(box.y);
        expect(y).toBeLessThan(box.y + box.height);
      }
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(MAP_WIDTH);
      expect(box.y + box.height).toBeLessThanOrEqual(MAP_HEIGHT);
      expect(box.width / box.height).toBeCloseTo(1.5);
    },
  );

  it('is near where places are near', () => {
    const near = [belgium, netherlands].flatMap(place => project(place) ?? []);
    expect(frame(near).width).toBeLessThan(600);
    expect(frame([]).width).toBe(MAP_WIDTH);
  });
});
