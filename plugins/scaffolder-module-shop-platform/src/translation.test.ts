import { checkTranslations } from '@shop-platform/ui-kit/testUtils';
import { scaffolderShopPlatformTranslationRef } from './translation';

describe('scaffolderShopPlatformTranslationRef', () => {
  it('is there in Ukrainian, whole', async () => {
    expect(
      await checkTranslations(scaffolderShopPlatformTranslationRef, {
        locale: 'uk',
      }),
    ).toEqual([]);
  });
});
