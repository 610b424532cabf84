export { Platform } from './Platform';
export type { PlatformOptions } from './Platform';
export type { Endpoints } from './endpoints';
export { DataFolder } from './state/DataFolder';
