import { SteadyTime } from './SteadyTime';

describe('SteadyTime', () => {
  let wall = 0;
  let passed = 0;
  const create = () =>
    new SteadyTime({ now: () => wall, elapsed: () => passed });

  beforeEach(() => {
    wall = 1_000_000;
    passed = 0;
  });

  it.each([3_600_000, -3_600_000])(
    'goes on by what passed when the clock is set by %d ms',
    jump => {
      const time = create();
      expect(time.of('run')).toBe(1_000_000);
      wall += jump;
      passed += 5_000;
      expect(time.of('run')).toBe(1_005_000);
      expect(time.since('run')).toBe(5_000);
      // What comes later takes the clock as it is then.
      expect(time.of('other')).toBe(1_000_000 + jump);
    },
  );

  it('forgets what nobody asks about for an hour', () => {
    const time = create();
    time.of('old');
    time.of('asked');
    passed = 3_000_000;
    time.of('asked');
    passed = 4_000_000;
    time.of('new');
    expect(time.since('old')).toBe(0);
    expect(time.since('asked')).toBe(4_000_000);
  });
});
