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

    it('are empty for an attack, and for an attribute that nothing has', async () => {
      for (const text of [...HOSTILE_TEXTS, 'no.such.attribute']) {
        expect(await ask(text)).toEqual([]);
      }
    });
  });
}
