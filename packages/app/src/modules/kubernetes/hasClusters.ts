import { type ConfigApi } from '@backstage/frontend-plugin-api';

/**
 * Whether the back end has a cluster to show. Locators other than `config`
 * find their clusters at run time (in the catalog, in a GKE project), so
 * naming one is enough.
 */
export function hasClusters(config: ConfigApi): boolean {
  const locators =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return locators.some(
    locator =>
      locator.getOptionalString('type') !== 'config' ||
      (locator.getOptionalConfigArray('clusters') ?? []).length > 0,
  );
}
