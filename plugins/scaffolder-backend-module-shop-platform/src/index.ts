export {
  scaffolderModuleShopPlatform,
  scaffolderModuleShopPlatform as default,
} from './module';
export {
  hashTemplateFile,
  parseTemplateManifest,
  isManifestPath,
  TEMPLATE_MANIFEST_PATH,
} from './actions/manifest';
export type { TemplateManifest } from './actions/manifest';
