import {
  type PodSelector,
  type PodSelectorSpec,
} from '@shop-platform/backstage-plugin-chaos-common';

/** A whole number from 0 up to, and without, the one given. */
export type Random = (end: number) => number;

/** A small generator, so that a cluster can be made again from its seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  return end => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * end);
  };
}

export const NAMESPACES = ['shop', 'data', 'mesh'];
export const NODES = ['n1', 'n2'];
const KEYS = ['app', 'tier'];
const VALUES = ['a', 'b', ''];
const PHASES = ['Running', 'Running', 'Pending', 'Failed', 'Succeeded'];
const MODES = [
  'one',
  'all',
  'fixed',
  'fixed-percent',
  'random-max-percent',
] as const;
const CONTAINERS = [['app'], ['app', 'log'], ['log']];

const oneOf = <T>(random: Random, list: readonly T[]) =>
  list[random(list.length)];
const some = <T>(random: Random, list: readonly T[]) =>
  list.filter(() => random(3) === 0);

function labels(random: Random): Record<string, string> {
  return Object.fromEntries(
    some(random, KEYS).map(key => [key, oneOf(random, VALUES)]),
  );
}

export type RandomPod = {
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  spec: {
    nodeName?: string;
    restartPolicy: string;
    containers: { name: string; image: string }[];
  };
  /** Whether a ReplicaSet has it. */
  isOwned: boolean;
  phase: string;
};

export type RandomCluster = {
  /** The labels of each node. */
  nodes: Record<string, Record<string, string>>;
  pods: RandomPod[];
};

/** A few pods in three namespaces, on two nodes or on none. */
export function createRandomCluster(random: Random): RandomCluster {
  const pods = Array.from({ length: random(9) }, (_, index): RandomPod => {
    const node = oneOf(random, [...NODES, undefined]);
    return {
      metadata: {
        name: `pod-${index}`,
        namespace: oneOf(random, NAMESPACES),
        labels: labels(random),
        annotations: labels(random),
      },
      spec: {
        ...(node ? { nodeName: node } : {}),
        restartPolicy: oneOf(random, ['Always', 'Never']),
        containers: oneOf(random, CONTAINERS).map(name => ({
          name,
          image: 'none',
        })),
      },
      isOwned: random(2) === 0,
      phase: oneOf(random, PHASES),
    };
  });
  return {
    nodes: Object.fromEntries(NODES.map(name => [name, labels(random)])),
    pods,
  };
}

function createExpression(random: Random) {
  const operator = oneOf(random, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  return {
    key: oneOf(random, KEYS),
    operator,
    ...(operator.endsWith('In') && { values: ['a', oneOf(random, VALUES)] }),
  };
}

/** By names of pods; some of them are not there. */
function createNames(random: Random, { pods }: RandomCluster) {
  return Object.fromEntries(
    some(random, NAMESPACES).map(namespace => [
      namespace,
      [
        ...some(random, pods)
          .filter(({ metadata }) => metadata.namespace === namespace)
          .map(({ metadata }) => metadata.name),
        ...(random(4) === 0 ? ['pod-none'] : []),
      ],
    ]),
  );
}

/** Conditions of every kind; some of them cannot be met, or are none. */
function createSelector(
  random: Random,
  cluster: RandomCluster,
): PodSelectorSpec {
  const maybe = <T>(name: string, create: () => T) =>
    random(4) === 0 ? { [name]: create() } : {};
  return {
    namespaces:
      random(2) === 0
        ? NAMESPACES
        : [oneOf(random, NAMESPACES), ...some(random, NAMESPACES)].filter(
            (each, index, all) => all.indexOf(each) === index,
          ),
    ...maybe('labelSelectors', () => labels(random)),
    ...maybe('annotationSelectors', () => labels(random)),
    ...maybe('expressionSelectors', () => [createExpression(random)]),
    ...maybe('fieldSelectors', () =>
      oneOf<Record<string, string>>(random, [
        { 'spec.nodeName': oneOf(random, NODES) },
        { 'status.phase': oneOf(random, PHASES) },
        { 'metadata.name': 'pod-1' },
        { 'spec.restartPolicy': 'Never' },
        { 'spec.color': 'red' },
      ]),
    ),
    ...maybe('podPhaseSelectors', () =>
      some(random, ['Running', 'Pending', '!Failed', '!Running']),
    ),
    ...maybe('nodes', () => some(random, [...NODES, ...NODES, 'n9'])),
    ...maybe('nodeSelectors', () => labels(random)),
    ...(random(8) === 0 && { pods: createNames(random, cluster) }),
  };
}

function createSide(random: Random, cluster: RandomCluster): PodSelector {
  const mode = oneOf(random, MODES);
  return {
    selector: createSelector(random, cluster),
    mode,
    ...(mode !== 'one' &&
      mode !== 'all' && {
        value: String(1 + random(mode === 'fixed' ? 6 : 100)),
      }),
  };
}

/** An experiment, with the plural of its kind. */
export type RandomExperiment = {
  kind: string;
  plural: string;
  spec: PodSelector & { target?: PodSelector };
};

/** An experiment on pods, on their containers, or between pods. */
export function createRandomExperiment(
  random: Random,
  cluster: RandomCluster,
): RandomExperiment {
  const side = createSide(random, cluster);
  switch (random(3)) {
    case 0:
      return {
        kind: 'PodChaos',
        plural: 'podchaos',
        spec: { ...side, action: 'pod-failure', duration: '1m' },
      };
    case 1:
      return {
        kind: 'StressChaos',
        plural: 'stresschaos',
        spec: {
          ...side,
          stressors: { cpu: { workers: 1 } },
          duration: '1m',
          ...(random(2) === 0 && {
            containerNames: [oneOf(random, ['app', 'log'])],
          }),
        },
      };
    default:
      return {
        kind: 'NetworkChaos',
        plural: 'networkchaos',
        spec: {
          ...side,
          action: 'delay',
          delay: { latency: '10ms' },
          duration: '1m',
          ...(random(2) === 0 && {
            direction: 'to',
            target: createSide(random, cluster),
          }),
        },
      };
  }
}
