import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { portalTranslationRef } from './translation';

describe('portalTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(portalTranslationRef, { locale: 'uk' }),
    ).toEqual([]);
  });
});
