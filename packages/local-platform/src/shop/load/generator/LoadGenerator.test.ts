import { busyness } from '../../rhythm';
import { LoadGenerator, LoadOptions } from './LoadGenerator';

const result = { pages: 3, checkouts: ['placed' as const] };
const noon = new Date('2026-11-20T10:00:00Z');

describe('LoadGenerator', () => {
  it('lets the visits of an hour pass, no more at once than asked for', async () => {
    let underWay = 0;
    let most = 0;
    const seeds = new Set<number>();
    const generator = new LoadGenerator({
      sessionsPerSecond: 0.05,
      seed: 1,
      log: () => {},
      async visit(random, compressed) {
        expect(compressed).toBe(true);
        seeds.add(random.uint32());
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(resolve => setImmediate(resolve));
        underWay -= 1;
        return result;
      },
    });
    expect(
      await generator.runCompressedHour({ atOnce: 5, timeoutMs: 60_000 }),
    ).toEqual({
      began: expect.any(String),
      seconds: expect.any(Number),
      visits: 180,
      wanted: 180,
      orders: 180,
      broken: 0,
    });

    expect(generator.status).toEqual({
      sessions: 180,
      underWay: 0,
      pages: 540,
      checkouts: { placed: 180 },
      broken: 0,
    });
    expect(most).toBe(5);
    expect(seeds.size).toBe(180);
  });

  it('ends an hour that the shop cannot serve in time, and says how far it came', async () => {
    const generator = new LoadGenerator({
      sessionsPerSecond: 1,
      seed: 1,
      log: () => {},
      // Longer than the hour may take, so that the first ones are the last.
      visit: async () => {
        const began = Date.now();
        while (Date.now() - began < 600) {
          await new Promise(resolve => setImmediate(resolve));
        }
        return result;
      },
    });
    expect(
      await generator.runCompressedHour({ atOnce: 4, timeoutMs: 500 }),
    ).toMatchObject({ visits: 4, wanted: 3_600, orders: 4 });
  });

  /** Runs for so many seconds of a clock that only waits move. */
  async function runFor(
    seconds: number,
    options: Pick<LoadOptions, 'sessionsPerSecond' | 'visit' | 'log'>,
    onTime: (second: number) => void = () => {},
  ): Promise<LoadGenerator> {
    let passed = 0;
    const generator = new LoadGenerator({
      seed: 1,
      now: () => noon,
      async sleep(milliseconds) {
        passed += milliseconds / 1_000;
        onTime(passed);
        await new Promise(resolve => setImmediate(resolve));
        if (passed > seconds) {
          void generator.stop();
        }
      },
      ...options,
    });
    await generator.run();
    return generator;
  }

  it('brings as many visitors as the hour of the day has', async () => {
    const { status } = await runFor(500, {
      sessionsPerSecond: 2,
      log: () => {},
      visit: async () => result,
    });
    const expected = 2 * busyness(noon) * 500;
    expect(status.sessions).toBeGreaterThan(expected * 0.9);
    expect(status.sessions).toBeLessThan(expected * 1.1);
  });

  it('comes less often while the shop is away, says so once, and comes back', async () => {
    let away = true;
    let visitsWhileAway = 0;
    const messages: string[] = [];
    const { status } = await runFor(
      120,
      {
        sessionsPerSecond: 10,
        log: message => messages.push(message),
        async visit() {
          if (away) {
            visitsWhileAway += 1;
            throw new Error('fetch failed');
          }
          return result;
        },
      },
      second => {
        away = second < 60;
      },
    );
    expect(visitsWhileAway).toBeLessThan(20);
    expect(messages).toEqual(['A visit broke off: fetch failed']);
    expect(status.broken).toBe(visitsWhileAway);
    expect(status.sessions).toBeGreaterThan(300);
  });
});
