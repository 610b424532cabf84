import { type ConfigApi } from '@backstage/frontend-plugin-api';

/** Where new repositories may go; the first of each is the default. */
export type RepositoryPlaces = { hosts: string[]; owners: string[] };

/** The GitHub hosts that somebody has configured, and the accounts for new repositories. */
export function readRepositoryPlaces(config: ConfigApi): RepositoryPlaces {
  const hosts = (
    config.getOptionalConfigArray('integrations.github') ?? []
  ).map(integration => integration.getOptionalString('host') ?? 'github.com');
  return {
    // Backstage knows github.com without being told.
    hosts: hosts.length > 0 ? [...new Set(hosts)] : ['github.com'],
    owners: config.getOptionalStringArray('scaffolder.repositoryOwners') ?? [],
  };
}
