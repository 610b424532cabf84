/** Where a repository is, as `publish:github` takes it. */
export type RepoUrl = { host: string; owner: string; repo: string };

/** Reads `github.com?owner=shop-platform&repo=loyalty`; what is missing is empty. */
export function parseRepoUrl(text: string | undefined): RepoUrl {
  const [host = '', query = ''] = (text ?? '').split('?', 2);
  const parameters = new URLSearchParams(query);
  return {
    host,
    owner: parameters.get('owner') ?? '',
    repo: parameters.get('repo') ?? '',
  };
}

export function formatRepoUrl({ host, owner, repo }: RepoUrl): string {
  return `${host}?${new URLSearchParams({ owner, repo })}`;
}
