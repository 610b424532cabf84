export { scaffolderShopPlatformModule as default } from './module';
export { scaffolderShopPlatformTranslationRef } from './translation';
