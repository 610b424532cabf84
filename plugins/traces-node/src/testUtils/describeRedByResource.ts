import { conformanceSpans } from './conformanceTraces';
import { type Suite } from './describeTraceStore';
import { groupBy } from './groupBy';
import { HOSTILE_TEXTS } from './hostileTexts';
import { attributeText, resourceOf, WHOLE } from './model';

const REGION = 'cloud.region';

/** What has to be counted, worked out in the plainest way. */
function expectedGroups(services?: string[]) {
  const answers = conformanceSpans()
    .flat()
    .filter(
      span =>
        ['server', 'consumer'].includes(span.kind) &&
        Object.hasOwn(resourceOf(span), REGION) &&
        (services?.includes(span.service) ?? true),
    );
  return [...groupBy(answers, span => attributeText(resourceOf(span)[REGION]))]
    .map(([value, spans]) => ({
      value,
      requests: spans.length,
      errors: spans.filter(({ status }) => status.code === 'error').length,
      p95Ms: expect.any(Number),
    }))
    .sort((a, b) => b.requests - a.requests);
}

/** The same of each service in each region, and where its resource names none. */
function expectedPairs() {
  const answers = conformanceSpans()
    .flat()
    .filter(({ kind }) => ['server', 'consumer'].includes(kind));
  const regionOf = (span: (typeof answers)[number]) => {
    const resource = resourceOf(span);
    return Object.hasOwn(resource, REGION)
      ? attributeText(resource[REGION])
      : undefined;
  };
  const pairs = groupBy(answers, span =>
    JSON.stringify([span.service, regionOf(span)]),
  );
  return [...pairs.values()].map(spans => {
    const split = regionOf(spans[0]);
    return {
      value: spans[0].service,
      ...(split === undefined ? {} : { split }),
      requests: spans.length,
      errors: spans.filter(({ status }) => status.code === 'error').length,
    };
  });
}

function sortedByBoth<T extends { value: string; split?: string }>(
  groups: readonly T[],
): T[] {
  const keyOf = ({ value, split = '' }: T) => JSON.stringify([value, split]);
  return [...groups].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Rate, errors and duration by an attribute of the resource. */
export function describeRedByResource(suite: Suite): void {
  const { capabilities, describe, it, store, options } = suite;

  describe('rate, errors and duration by resource', () => {
    if (!capabilities.redByResource) {
      it('are not asked for', async () => {
        const declared = await store().capabilities(options());
        expect(declared.redByResource ?? false).toBe(false);
      });
      return;
    }

    const ask = (attribute: string, services?: string[]) =>
      store().redByResource?.({ ...WHOLE, attribute, services }, options());

    it('count what was answered in each region', async () => {
      const groups = await ask(REGION);

      expect(groups?.map(({ value }) => value).sort()).toEqual([
        'europe-west1',
        'europe-west4',
      ]);
      expect(groups).toMatchObject(expectedGroups());
    });

    it('count certain services only', async () => {
      const services = ['payments-service'];

      expect(await ask(REGION, services)).toMatchObject(
        expectedGroups(services),
      );
      expect(await ask(REGION, ['no-such-service'])).toEqual([]);
    });

    it('count each service apart for each region, and where no region is named', async () => {
      const groups = await store().redByResource?.(
        { ...WHOLE, attribute: 'service.name', splitBy: REGION },
        options(),
      );

      expect(sortedByBoth(groups ?? [])).toMatchObject(
        sortedByBoth(expectedPairs()),
      );
      expect(groups?.some(({ split }) => split === undefined)).toBe(true);
      expect(groups?.some(({ split }) => split !== undefined)).toBe(true);
    });

    it('count over time in one region only', async () => {
      const service = 'payments-service';
      const [{ split = '', requests, errors }] = expectedPairs().filter(
        ({ value, split: region }) => value === service && region,
      );
      const inRegion = async (value: string) =>
        (
          await store().red(
            {
              ...{ ...WHOLE, service, stepSeconds: 60 },
              resource: { key: REGION, value },
            },
            options(),
          )
        ).total;

      expect(await inRegion(split)).toMatchObject({ requests, errors });
      for (const text of [...HOSTILE_TEXTS, 'no-such-region']) {
        expect(await inRegion(text)).toEqual({ requests: 0, errors: 0 });
      }
    });

    it('are empty for an attack, and for an attribute that nothing has', async () => {
      for (const text of [...HOSTILE_TEXTS, 'no.such.attribute']) {
        expect(await ask(text)).toEqual([]);
      }
    });
  });
}
