import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { templatesTranslationRef } from './translation';

describe('templatesTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(templatesTranslationRef, { locale: 'uk' }),
    ).toEqual([]);
  });
});
