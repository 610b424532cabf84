import { CROWD } from './conformanceMetrics';
import { type Suite } from './describeTraceStore';
import { HOSTILE_TEXTS } from './hostileTexts';
import { CONFORMANCE_START, SECOND, WHOLE } from './model';

const KIBIBYTE = 1024;
const STEP_SECONDS = 60;
const NOTHING = { instances: [], instanceCount: 0 };

/** The first four minutes of the data set. */
const WINDOW = {
  from: CONFORMANCE_START,
  to: CONFORMANCE_START + 240n * SECOND,
};

const timeOf = (step: number) =>
  new Date(
    Number(CONFORMANCE_START / 1_000_000n) + step * STEP_SECONDS * 1_000,
  ).toISOString();

/** How the processes of a service are. */
export function describeRuntime(suite: Suite): void {
  const { capabilities, describe, it, store, options } = suite;

  describe('the runtime of a service', () => {
    if (!capabilities.runtime) {
      it('is not asked for', async () => {
        const declared = await store().capabilities(options());
        expect(declared.runtime ?? false).toBe(false);
      });
      return;
    }

    const ask = async (service: string, window = WINDOW) =>
      store().runtime?.(
        { ...window, service, stepSeconds: STEP_SECONDS },
        options(),
      );

    it('is told by pod, with a gap where a pod sent nothing', async () => {
      const storefront = await ask('storefront');
      const measured = (heap: number) => ({
        heapUsedBytes: heap * KIBIBYTE,
        heapLimitBytes: 4_096 * KIBIBYTE,
      });

      expect(storefront).toEqual({
        instanceCount: 2,
        // Both sent last in the last step, so the one with the longer delay comes first.
        instances: [
          {
            id: 'storefront-b',
            points: [0, 1, 2, 3].map(step => ({
              time: timeOf(step),
              ...((step === 0 || step === 3) && {
                eventLoopDelayP99Ms: expect.closeTo(150, 6),
                eventLoopUtilization: 0.75,
                ...measured(2_048),
              }),
            })),
          },
          {
            id: 'storefront-a',
            points: [0, 1, 2, 3].map(step => ({
              time: timeOf(step),
              eventLoopDelayP99Ms: expect.closeTo(20, 6),
              eventLoopUtilization: 0.25,
              ...measured(1_024 + step * STEP_SECONDS),
            })),
          },
        ],
      });
    });

    it('has the worst of each step, heap spaces together, nothing counted twice', async () => {
      const [core] = (await ask('core-service'))?.instances ?? [];

      expect(core.id).toBe('0a6e5d0c-6b6c-4c43-9d6b-2f1f5b8a3a11');
      expect(core.points.slice(0, 2)).toEqual([
        {
          time: timeOf(0),
          heapUsedBytes: 500 * KIBIBYTE,
          residentBytes: 900 * KIBIBYTE,
          poolUsed: 9,
          poolIdle: 1,
          poolPending: 4,
          poolMax: 10,
        },
        { time: timeOf(1) },
      ]);
    });

    it('tells of eight processes and of the worst of all others', async () => {
      const crowd = await ask('inventory-service');

      expect(crowd?.instanceCount).toBe(CROWD);
      expect(crowd?.instances.map(({ id }) => id)).toEqual(
        [10, 9, 8, 7, 6, 5, 4, 3].map(number => `node-${number}`),
      );
      expect(crowd?.others?.[0]).toMatchObject({
        eventLoopDelayP99Ms: expect.closeTo(2, 6),
        heapUsedBytes: 100 * KIBIBYTE,
      });
      expect(crowd?.others).toHaveLength(4);
    });

    it('has a last point that ends with the window', async () => {
      const window = {
        from: CONFORMANCE_START,
        to: CONFORMANCE_START + 181n * SECOND,
      };
      const storefront = await ask('storefront', window);

      expect(storefront?.instances.map(({ points }) => points.length)).toEqual([
        4, 4,
      ]);
      expect(storefront?.instances[0].points[3]).toEqual({ time: timeOf(3) });
    });

    it.each(['payments-service', 'no-such-service', ...HOSTILE_TEXTS])(
      'is nothing, and no zeros, for %j',
      async service => {
        await expect(ask(service, WHOLE)).resolves.toEqual(NOTHING);
      },
    );

    it('is nothing where nothing was sent', async () => {
      const window = { from: WHOLE.to, to: WHOLE.to + 60n * SECOND };
      await expect(ask('storefront', window)).resolves.toEqual(NOTHING);
    });
  });
}
