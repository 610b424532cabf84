import { InputError } from '@backstage/errors';
import { type ScmIntegrations } from '@backstage/integration';
import { type Source } from './source';

/** Reads `github.com?owner=shop&repo=platform`. */
export function parseRepoUrl(
  repoUrl: string,
  integrations: ScmIntegrations,
): Source {
  const url = URL.canParse(`https://${repoUrl}`)
    ? new URL(`https://${repoUrl}`)
    : undefined;
  const owner = url?.searchParams.get('owner');
  const repo = url?.searchParams.get('repo');
  if (!url || !owner || !repo) {
    throw new InputError(
      `${repoUrl} is no repository: github.com?owner=shop&repo=platform is one`,
    );
  }
  // The embedded platform's host speaks HTTP; its API says so.
  const api = integrations.github.byHost(url.host)?.config.apiBaseUrl;
  const { protocol } = new URL(api ?? 'https://github.com');
  return {
    origin: `${protocol}//${url.host}`,
    host: url.host,
    owner,
    repo,
    ref: undefined,
    path: '',
  };
}
