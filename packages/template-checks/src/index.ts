/**
 * Checks what software templates render, without a cluster or a cloud.
 *
 * @packageDocumentation
 */
export { checkFolder } from './checkFolder';
export type { FolderOptions } from './checkFolder';
export type { FolderFinding } from './folder/toFolderFinding';
