import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { chaosTranslationRef } from './translation';

describe('chaosTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(chaosTranslationRef, { locale: 'uk' }),
    ).toEqual([]);
  });
});
