import { type ChaosStandingRef } from '@shop-platform/backstage-plugin-chaos-common';

const NAME = 'copy';

/** The query of a link to the editor of Workflows, over a copy. */
export function copyLink(ref: ChaosStandingRef): string {
  const { cluster, kind, namespace, name } = ref;
  return `?${new URLSearchParams({
    cluster,
    [NAME]: [cluster, kind, namespace, name].join('/'),
  })}`;
}

/** What is to be copied; undefined where one begins anew. */
export function readCopyLink(
  link: URLSearchParams,
): ChaosStandingRef | undefined {
  const [cluster, kind, namespace, name] = link.get(NAME)?.split('/') ?? [];
  return cluster &&
    (kind === 'Workflow' || kind === 'Schedule') &&
    namespace &&
    name
    ? { cluster, kind, namespace, name }
    : undefined;
}
