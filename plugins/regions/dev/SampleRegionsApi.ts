import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { type RegionsApi } from '../src/api';
import {
  absent,
  belgium,
  cluster,
  known,
  netherlands,
  region,
  unknown,
  workloads,
} from '../src/__testUtils__/regions';

const finland = region({
  name: 'europe-north1',
  title: 'Finland',
  location: { latitude: 60.57, longitude: 27.19 },
  verdict: {
    level: 'degraded',
    since: new Date(Date.now() - 600_000).toISOString(),
    findings: [
      {
        rule: 'pods-missing',
        level: 'degraded',
        subject: 'core, web',
        measured: 3,
        limit: 5,
        text: '3 of 5 pods are ready; core, web lacks some',
      },
      {
        rule: 'slow',
        level: 'degraded',
        measured: 1_350,
        limit: 500,
        text: 'slow',
      },
    ],
  },
  clusters: [
    cluster('shop-north1', known(workloads({ core: [2, 3], web: [1, 2] }, 7))),
  ],
  traffic: absent,
});
const virginia = region({
  name: 'us-east4',
  title: 'Virginia',
  location: { latitude: 39, longitude: -77 },
  verdict: {
    level: 'unknown',
    since: new Date(Date.now() - 60_000).toISOString(),
    findings: [
      {
        rule: 'nothing-watched',
        level: 'unknown',
        text: 'Nothing of this region is watched',
      },
    ],
  },
  clusters: [],
  gateway: absent,
  traffic: absent,
});

const regionsOf: Record<string, RegionsApi['getRegions']> = {
  'never-answers': () => new Promise(() => {}),
  'is-forbidden': async () => {
    throw new NotAllowedError('That takes regions.read');
  },
  'always-fails': async () => {
    throw new Error('The back end is away');
  },
  'is-empty': async () => ({ regions: [] }),
  'is-well': async () => ({ regions: [belgium] }),
  'has-many': async () => ({
    regions: Array.from({ length: 50 }, (_, index) =>
      region({
        name: `region-${index}`,
        location: {
          latitude: 38 + (index % 10) * 3,
          longitude: -8 + Math.floor(index / 10) * 9,
        },
        ...(index % 10 === 0
          ? {
              verdict: netherlands.verdict,
              clusters: [cluster(`cluster-${index}`, unknown('timed out'))],
            }
          : {}),
      }),
    ),
  }),
};

/** Regions that are made up; `?sample=is-empty` and the like show the other states. */
export const sampleRegionsApi: RegionsApi = {
  getRegions: async () => {
    const sample =
      new URLSearchParams(window.location.search).get('sample') ?? '';
    const answer = regionsOf[sample];
    return answer
      ? answer()
      : { regions: [belgium, netherlands, finland, virginia] };
  },
  getRegion: async name => {
    const found = [belgium, netherlands, finland, virginia].find(
      each => each.name === name,
    );
    if (!found) {
      throw new NotFoundError(`There is no region ${name}`);
    }
    return found;
  },
  getEntityRegions: async () => ({
    selector: 'app=core',
    regions: [
      {
        name: 'europe-west1',
        title: 'Belgium',
        level: 'healthy',
        clusters: [
          cluster('shop-west1', known(workloads({ core: [2, 2] }, 1))),
        ],
      },
      {
        name: 'europe-west4',
        title: 'Netherlands',
        level: 'unknown',
        clusters: netherlands.clusters,
      },
    ],
  }),
};
