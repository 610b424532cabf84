import { type AuditorService } from '@backstage/backend-plugin-api';
import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { audited } from '@shop-platform/backstage-plugin-platform-node';
import {
  regionsReadPermission,
  type Region,
} from '@shop-platform/backstage-plugin-regions-common';
import { type RegionsService } from '../service/RegionsService';
import { getRegionsInput, getRegionsOutput } from './getRegionsSchema';

const DESCRIPTION = `
Tells how each region of the platform is: healthy, degraded, down or unknown, since when, and which rules found that, the worst first.

'unknown' means that something that should answer did not; it is neither good nor bad. A number that is missing is not known, and never zero: 'findings' and 'silent' say why. Numbers of requests are of the last five minutes.`.trim();

export type GetRegionsActionOptions = {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  /** Guarded: an agent may read what its caller may. */
  regions: RegionsService;
  /** Where a region is in the portal. */
  urlOf: (name: string) => string;
};

function sumOfPods(region: Region) {
  const known = region.clusters.flatMap(({ workloads }) =>
    workloads.state === 'known' ? [workloads.value] : [],
  );
  // A part of the clusters would look like the whole.
  if (known.length === 0 || known.length < region.clusters.length) {
    return undefined;
  }
  const add = (of: (value: (typeof known)[number]) => number) =>
    known.reduce((total, value) => total + of(value), 0);
  return {
    ready: add(({ podsReady }) => podsReady),
    desired: add(({ podsDesired }) => podsDesired),
    restartsLastHour: add(({ restartsLastHour }) => restartsLastHour),
  };
}

function toOutput(region: Region, url: string) {
  const { verdict, gateway, traffic, database } = region;
  return {
    name: region.name,
    title: region.title,
    role: region.role,
    level: verdict.level,
    since: verdict.since,
    findings: verdict.findings.map(({ rule, level, text }) => ({
      rule,
      level,
      text,
    })),
    pods: sumOfPods(region),
    gateway: gateway.state === 'known' ? gateway.value : undefined,
    traffic: traffic.state === 'known' ? traffic.value : undefined,
    database: database.state === 'known' ? database.value : undefined,
    silent: region.clusters.flatMap(({ title, workloads }) =>
      workloads.state === 'unknown'
        ? [`Cluster ${title}, since ${workloads.since}: ${workloads.reason}`]
        : [],
    ),
    url,
  };
}

/** Tells agents how the regions are. */
export function createGetRegionsAction(options: GetRegionsActionOptions): void {
  const { actionsRegistry, auditor, regions, urlOf } = options;
  actionsRegistry.register({
    name: 'get-regions',
    title: 'Get regions',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: regionsReadPermission,
    schema: { input: getRegionsInput, output: getRegionsOutput },
    examples: [
      { title: 'How are all regions?', input: {} },
      { title: 'Why is one not well?', input: { region: 'europe-west1' } },
    ],
    action: async ({ input: { region }, credentials }) => {
      const found = await audited(
        auditor,
        {
          eventId: 'regions-fetch',
          meta: { queryType: 'action', ...(region ? { region } : {}) },
        },
        async () =>
          region === undefined
            ? regions.list({ credentials })
            : [await regions.get(region, { credentials })],
      );
      return {
        output: {
          regions: found.map(each => toOutput(each, urlOf(each.name))),
        },
      };
    },
  });
}
