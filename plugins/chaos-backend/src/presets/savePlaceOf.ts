import { type Entity } from '@backstage/catalog-model';
import { type ScmIntegrations } from '@backstage/integration';
import { saveFolder, sourceUrlOf } from './savedPaths';

/** The host with the repository, the branch, the folder. */
const FOLDER =
  /^(https?:\/\/([^/]+)\/([^/]+)\/([^/]+))\/(tree|blob)\/([^/]+)\/?([^?#]*)$/;

/** Where experiments on a component are kept. */
export type SavePlace = {
  /** As the scaffolder names a repository: `github.com?owner=shop&repo=payments`. */
  repoUrl: string;
  folder: string;
  /** Where the host begins a new file there; undefined where it has no such page. */
  newFileUrl?: string;
};

/**
 * The folder for experiments among the sources of a component, on a host with
 * GitHub's API; undefined where they are elsewhere.
 */
export function savePlaceOf(
  entity: Entity,
  integrations: Pick<ScmIntegrations, 'byUrl'>,
): SavePlace | undefined {
  const url = sourceUrlOf(entity);
  const [, repository, host, owner, repo, type, branch, path = ''] =
    FOLDER.exec(url ?? '') ?? [];
  if (!url || !repository || integrations.byUrl(url)?.type !== 'github') {
    return undefined;
  }
  // A file stands for its folder.
  const sources = type === 'blob' ? path.replace(/[^/]*$/, '') : path;
  const folder = [
    ...sources.split('/'),
    ...saveFolder(entity).split('/'),
  ].filter(part => part !== '');
  return {
    repoUrl: `${host}?${new URLSearchParams({ owner, repo })}`,
    folder: folder.join('/'),
    // Hosts without encryption are those of tests and demonstrations.
    ...(repository.startsWith('https:') && {
      newFileUrl: [repository, 'new', branch, ...folder].join('/'),
    }),
  };
}
