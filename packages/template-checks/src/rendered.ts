/**
 * The checks themselves, with all that they load: for tests, and for threads of their
 * own.
 *
 * @packageDocumentation
 */
export { parseEntity } from './checks/entity';
export { checkRendered } from './checks/checkRendered';
export { parseHcl } from './checks/parseHcl';
export { checkFolderHere } from './folder/checkFolderHere';
export type { FolderFinding } from './folder/toFolderFinding';
export { providerSchemas } from './terraform/schemas';
export type {
  ProviderSchema,
  TerraformAttribute,
  TerraformBlock,
  TerraformNestedBlock,
  TerraformNesting,
  TerraformResource,
  TerraformType,
} from './terraform/schemas';
export type {
  CheckOptions,
  Finding,
  RenderedFile,
  RenderedFiles,
} from './types';
