import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { analyticsTranslationRef } from './translation';

describe('analyticsTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(analyticsTranslationRef, {
        locale: 'uk',
        allowEqual: ['SQL', 'YAML'],
      }),
    ).toEqual([]);
  });
});
