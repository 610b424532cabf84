import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { regionsTranslationRef } from './translation';

describe('regionsTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(regionsTranslationRef, { locale: 'uk' }),
    ).toEqual([]);
  });
});
