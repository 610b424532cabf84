import { type ConfigApi } from '@backstage/frontend-plugin-api';

/** Where a deploy goes to: the clusters that the configuration lists, as people call them. */
export function deployTargets(config: ConfigApi): string[] {
  const locators =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return locators
    .filter(locator => locator.getOptionalString('type') === 'config')
    .flatMap(locator => locator.getOptionalConfigArray('clusters') ?? [])
    .flatMap(
      cluster =>
        cluster.getOptionalString('title') ??
        cluster.getOptionalString('name') ??
        [],
    );
}
