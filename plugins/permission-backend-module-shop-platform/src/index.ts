export {
  permissionModuleShopPlatform,
  permissionModuleShopPlatform as default,
} from './module';
