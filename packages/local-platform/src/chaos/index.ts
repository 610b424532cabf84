export { ChaosMesh } from './ChaosMesh';
export type { ChaosMeshOptions } from './ChaosMesh';
