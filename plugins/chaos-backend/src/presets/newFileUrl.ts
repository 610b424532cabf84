import {
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { type ScmIntegrations } from '@backstage/integration';

/** The host with the repository, the branch, the folder. */
const FOLDER =
  /^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/(tree|blob)\/([^/]+)\/?([^?#]*)$/;

/**
 * Where GitHub begins a new file among the sources of a component, which it
 * proposes as a pull request; undefined where they are elsewhere.
 */
export function newFileUrl(
  { metadata }: Entity,
  integrations: Pick<ScmIntegrations, 'byUrl'>,
): string | undefined {
  const location = metadata.annotations?.[ANNOTATION_SOURCE_LOCATION];
  const url = location?.startsWith('url:') ? location.slice(4) : undefined;
  const [, repository, type, branch, path = ''] = FOLDER.exec(url ?? '') ?? [];
  if (!url || !repository || integrations.byUrl(url)?.type !== 'github') {
    return undefined;
  }
  // A file stands for its folder.
  const folder = type === 'blob' ? path.replace(/[^/]*$/, '') : path;
  return [repository, 'new', branch, ...folder.split('/'), 'chaos']
    .filter(part => part !== '')
    .join('/');
}
