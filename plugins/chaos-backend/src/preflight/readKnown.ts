import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { Components, type KnownComponents } from '../components/Components';
import { type PreflightOptions } from './types';

/** The components, as a person may know them. */
export async function readKnown(
  {
    catalog,
    readComponents,
  }: Pick<PreflightOptions, 'catalog' | 'readComponents'>,
  credentials: BackstageCredentials,
): Promise<KnownComponents> {
  const [all, visible] = await Promise.all([
    readComponents(),
    Components.read(catalog, credentials),
  ]);
  return { all, visible };
}
