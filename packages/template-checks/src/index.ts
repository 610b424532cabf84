/**
 * Checks what software templates render, without a cluster or a cloud.
 *
 * @packageDocumentation
 */
export { checkFolder } from './checkFolder';
export type { FolderOptions } from './checkFolder';
export { readMissingLink } from './checks/missingLink';
export { FolderChecks } from './FolderChecks';
export type { FolderFinding } from './folder/toFolderFinding';
