import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { tracesTranslationRef } from './translation';

describe('tracesTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    const problems = await checkTranslations(tracesTranslationRef, {
      locale: 'uk',
      allowEqual: [
        '250ms',
        '1.5s',
        'http.route=/orders',
        'traceparent',
        'traces.sources',
      ],
    });
    expect(problems).toEqual([]);
  });
});
