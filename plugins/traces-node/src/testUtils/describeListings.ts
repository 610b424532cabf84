import { type Suite } from './describeTraceStore';
import { expectedOperations, expectedServices } from './expected';
import { HOSTILE_TEXTS } from './hostileTexts';
import { CONFORMANCE_START, SECOND, WHOLE } from './model';

const QUIET = { from: CONFORMANCE_START + 400n * SECOND, to: WHOLE.to };
const MESSAGES = {
  from: CONFORMANCE_START + 85n * SECOND,
  to: CONFORMANCE_START + 95n * SECOND,
};

/** Services and operations. */
export function describeListings({
  describe,
  it,
  store,
  options,
}: Suite): void {
  describe('listings', () => {
    it('name every service, sorted', async () => {
      const services = await store().services(WHOLE, options());

      expect(services).toEqual(expectedServices(WHOLE));
      expect(services).toHaveLength(6);
    });

    // A store may keep names without times, so a narrow window may give more than was sent in it.
    it.each([
      ['busy', MESSAGES],
      ['quiet', QUIET],
    ])('name at least the services of a %s window', async (_, window) => {
      const services = await store().services(window, options());

      expect(services).toEqual(
        expect.arrayContaining(expectedServices(window)),
      );
      expect(expectedServices(WHOLE)).toEqual(expect.arrayContaining(services));
    });

    it.each(expectedServices(WHOLE))(
      'name the operations of %s, sorted, with their kinds where known',
      async service => {
        const expected = expectedOperations({ ...WHOLE, service });
        const operations = await store().operations(
          { ...WHOLE, service },
          options(),
        );

        expect(operations.map(({ name }) => name)).toEqual(
          expected.map(({ name }) => name),
        );
        operations.forEach(({ kinds }, index) => {
          if (kinds.length > 0) {
            expect([...kinds].sort()).toEqual(expected[index].kinds);
          }
        });
      },
    );

    it.each(['no-such-service', ...HOSTILE_TEXTS])(
      'know no operations of the service %j',
      async service => {
        await expect(
          store().operations({ ...WHOLE, service }, options()),
        ).resolves.toEqual([]);
      },
    );
  });
}
