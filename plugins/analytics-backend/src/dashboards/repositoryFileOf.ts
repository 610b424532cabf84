import { type ScmIntegrations } from '@backstage/integration';

/** The host, the owner, the repository, the branch, the file. */
const FILE =
  /^https?:\/\/([^/]+)\/([^/]+)\/([^/]+)\/(?:tree|blob)\/[^/]+\/([^?#]+)$/;

/** Where a file lies in a repository that a pull request can be made for. */
export type RepositoryFile = {
  /** As the scaffolder names a repository: `github.com?owner=shop&repo=orders`. */
  repoUrl: string;
  path: string;
};

/** The place of a file on a host with GitHub's API; undefined where it is elsewhere. */
export function repositoryFileOf(
  url: string,
  integrations: Pick<ScmIntegrations, 'byUrl'>,
): RepositoryFile | undefined {
  const [, host, owner, repo, path] = FILE.exec(url) ?? [];
  if (!path || integrations.byUrl(url)?.type !== 'github') {
    return undefined;
  }
  return {
    repoUrl: `${host}?${new URLSearchParams({ owner, repo })}`,
    path: decode(path),
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
