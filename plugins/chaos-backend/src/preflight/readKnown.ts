import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { Components, type KnownComponents } from '../components/Components';
import { Paths } from '../components/Paths';
import { type PreflightOptions } from './types';

/** The components, as a person may know them. */
export async function readKnown(
  {
    catalog,
    readComponents,
    seenCallers,
  }: Pick<PreflightOptions, 'catalog' | 'readComponents' | 'seenCallers'>,
  credentials: BackstageCredentials,
): Promise<KnownComponents> {
  const [all, visible, { callers, failed }] = await Promise.all([
    readComponents(),
    Components.read(catalog, credentials),
    seenCallers.read(),
  ]);
  return { all, visible, paths: new Paths(all, callers), unread: failed };
}
