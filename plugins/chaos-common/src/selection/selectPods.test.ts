import {
  experimentSchema,
  matchPods,
  PodSelector,
  PodSelectorSpec,
  SelectableNode,
  SelectablePod,
  SelectionError,
  selectPods,
  selectTargets,
} from '..';

/** A small generator, so that a run can be repeated (mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  return (end: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * end);
  };
}

type Random = ReturnType<typeof createRandom>;

const NAMESPACES = ['shop', 'data', 'mesh'];
const KEYS = ['app', 'tier'];
const VALUES = ['a', 'b', ''];
const PHASES = ['Running', 'Pending', 'Failed'];
const MODES: PodSelector['mode'][] = [
  'one',
  'all',
  'fixed',
  'fixed-percent',
  'random-max-percent',
];

const oneOf = <T>(random: Random, list: readonly T[]) =>
  list[random(list.length)];
const some = <T>(random: Random, list: readonly T[]) =>
  list.filter(() => random(3) === 0);

function labels(random: Random): Record<string, string> {
  return Object.fromEntries(
    some(random, KEYS).map(key => [key, oneOf(random, VALUES)]),
  );
}

function createCluster(random: Random) {
  const nodes: SelectableNode[] = ['n1', 'n2'].map(name => ({
    metadata: { name, labels: labels(random) },
  }));
  const pods: SelectablePod[] = Array.from(
    { length: random(25) },
    (_, index) => ({
      metadata: {
        name: `pod-${index}`,
        namespace: oneOf(random, NAMESPACES),
        labels: labels(random),
        annotations: labels(random),
      },
      spec: {
        nodeName: oneOf(random, ['n1', 'n2', '']),
        containers: [{ name: 'app' }],
      },
      status: { phase: oneOf(random, PHASES) },
    }),
  );
  return { nodes, pods };
}

function createSelector(
  random: Random,
  pods: SelectablePod[],
): PodSelectorSpec {
  const maybe = <T>(value: T) => (random(3) === 0 ? value : undefined);
  const operator = oneOf(random, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const named = some(random, pods).slice(0, 3);
  return {
    namespaces: some(random, NAMESPACES),
    labelSelectors: maybe(labels(random)),
    annotationSelectors: maybe(labels(random)),
    expressionSelectors: maybe([
      {
        key: oneOf(random, KEYS),
        operator,
        ...(operator.endsWith('In') && {
          values: ['a', oneOf(random, VALUES)],
        }),
      },
    ]),
    fieldSelectors: maybe({ 'spec.nodeName': oneOf(random, ['n1', 'n2']) }),
    podPhaseSelectors: maybe(
      some(random, ['Running', 'Pending', '!Failed', '!Running']),
    ),
    nodes: maybe(some(random, ['n1', 'n2'])),
    nodeSelectors: maybe(labels(random)),
    ...(random(6) === 0 && {
      pods: Object.fromEntries(
        NAMESPACES.map(namespace => [
          namespace,
          named
            .filter(({ metadata }) => metadata.namespace === namespace)
            .map(({ metadata }) => metadata.name ?? ''),
        ]),
      ),
    }),
  };
}

/** Written from the documentation of Chaos Mesh, pod by pod, and nothing shared with the code. */
function oracle(
  selector: PodSelectorSpec,
  pod: SelectablePod,
  nodes: SelectableNode[],
): boolean {
  const { metadata, spec, status } = pod;
  if (selector.pods) {
    for (const [namespace, names] of Object.entries(selector.pods)) {
      if (namespace === metadata.namespace && names.includes(metadata.name!)) {
        return true;
      }
    }
    return false;
  }
  if (
    selector.namespaces!.length > 0 &&
    !selector.namespaces!.includes(metadata.namespace!)
  ) {
    return false;
  }
  for (const key of Object.keys(selector.labelSelectors ?? {})) {
    if (metadata.labels![key] !== selector.labelSelectors![key]) {
      return false;
    }
  }
  for (const key of Object.keys(selector.annotationSelectors ?? {})) {
    if (metadata.annotations![key] !== selector.annotationSelectors![key]) {
      return false;
    }
  }
  for (const { key, operator, values } of selector.expressionSelectors ?? []) {
    const value = metadata.labels![key];
    const isHeld = {
      In: value !== undefined && values?.includes(value),
      NotIn: value === undefined || !values?.includes(value),
      Exists: value !== undefined,
      DoesNotExist: value === undefined,
    }[operator];
    if (!isHeld) {
      return false;
    }
  }
  const nodeName = selector.fieldSelectors?.['spec.nodeName'];
  if (nodeName !== undefined && nodeName !== spec.nodeName) {
    return false;
  }
  const phases = selector.podPhaseSelectors ?? [];
  if (phases.includes(`!${status!.phase}`)) {
    return false;
  }
  const wanted = phases.filter(phase => !phase.startsWith('!'));
  if (wanted.length > 0 && !wanted.includes(status!.phase!)) {
    return false;
  }
  const names = selector.nodes ?? [];
  const onNode = Object.entries(selector.nodeSelectors ?? {});
  if (names.length > 0 || onNode.length > 0) {
    const node = nodes.find(each => each.metadata.name === spec.nodeName);
    const fits =
      onNode.length > 0 &&
      node !== undefined &&
      onNode.every(([key, value]) => node.metadata.labels![key] === value);
    return names.includes(spec.nodeName!) || fits;
  }
  return true;
}

/** How many are taken of a number, at least and at most. */
function bounds(mode: PodSelector['mode'], value: number, count: number) {
  let percent = 0;
  while (percent * 100 < count * value) {
    percent += 1;
  }
  return {
    one: [1, 1],
    all: [count, count],
    fixed: [Math.min(value, count), Math.min(value, count)],
    'fixed-percent': [percent, percent],
    'random-max-percent': [0, percent],
  }[mode];
}

/** The names of what is selected, or why nothing is. */
function outcome(
  select: () => SelectablePod[],
): (string | undefined)[] | string {
  try {
    return select().map(({ metadata }) => metadata.name);
  } catch (error) {
    return error instanceof SelectionError ? error.message : String(error);
  }
}

describe('selecting pods', () => {
  it('finds in 1,000 random clusters what the rules say pod by pod', () => {
    let selected = 0;
    const refusals = new Set<unknown>();
    for (let seed = 1; seed <= 1000; seed += 1) {
      const random = createRandom(seed);
      const cluster = createCluster(random);
      const selector = createSelector(random, cluster.pods);
      const expected = cluster.pods
        .filter(pod => oracle(selector, pod, cluster.nodes))
        .map(({ metadata }) => metadata.name);
      const matched = matchPods(selector, cluster).map(
        ({ metadata }) => metadata.name,
      );
      expect([seed, [...matched].sort()]).toEqual([seed, [...expected].sort()]);

      const mode = oneOf(random, MODES);
      const value = 1 + random(mode === 'fixed' ? 30 : 100);
      const chosen = outcome(() =>
        selectPods({ selector, mode, value: String(value) }, cluster, random),
      );
      if (expected.length === 0) {
        refusals.add(chosen);
        continue;
      }
      const names = Array.isArray(chosen) ? chosen : [chosen];
      const [least, most] = bounds(mode, value, expected.length);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter(name => !expected.includes(name))).toEqual([]);
      expect(names.length).toBeGreaterThanOrEqual(least);
      expect(names.length).toBeLessThanOrEqual(most);
      selected += 1;
    }
    expect([...refusals]).toEqual(['no pod is selected']);
    // Enough of them had something to select.
    expect(selected).toBeGreaterThan(300);
  });

  it('leaves no pod that the mode can never take', () => {
    const random = createRandom(7);
    const pods: SelectablePod[] = ['a', 'b', 'c', 'd'].map(name => ({
      metadata: { name, namespace: 'shop' },
      spec: { containers: [] },
    }));
    for (const mode of MODES.filter(each => each !== 'all')) {
      const taken = new Set<string | undefined>();
      for (let round = 0; round < 200; round += 1) {
        selectPods(
          { selector: {}, mode, value: mode === 'fixed' ? '2' : '40' },
          { pods, nodes: [] },
          random,
        ).forEach(({ metadata }) => taken.add(metadata.name));
      }
      expect([mode, taken.size]).toEqual([mode, 4]);
    }
  });

  it.each<[string, PodSelectorSpec, string]>([
    [
      'an operator that is none',
      { expressionSelectors: [{ key: 'a', operator: 'Like', values: [] }] },
      'not a valid label selector operator',
    ],
    [
      'In without values',
      { expressionSelectors: [{ key: 'a', operator: 'In' }] },
      'must be given',
    ],
    [
      'Exists with values',
      {
        expressionSelectors: [{ key: 'a', operator: 'Exists', values: ['b'] }],
      },
      'may not be given',
    ],
    [
      'a field that cannot be selected by',
      { fieldSelectors: { 'spec.color': 'red' } },
      'field label not supported: spec.color',
    ],
    [
      'a phase that is none',
      { podPhaseSelectors: ['Running=yes'] },
      'is no phase',
    ],
    ['a node that is not there', { nodes: ['n9'] }, 'nodes "n9" not found'],
    [
      'an annotation that no label can have',
      { annotationSelectors: { a: 'two words' } },
      'not a value',
    ],
  ])('refuses %s', (_, selector, message) => {
    expect(() => matchPods(selector, { pods: [], nodes: [] })).toThrow(message);
  });

  it('names targets as records do, with those of the other side', () => {
    const pods: SelectablePod[] = ['web', 'core'].map(name => ({
      metadata: { name, namespace: 'shop', labels: { app: name } },
      spec: { containers: [{ name: 'app' }, { name: 'log' }] },
    }));
    const targets = (kind: string, spec: object) =>
      selectTargets(
        experimentSchema.parse({
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind,
          metadata: {},
          spec: {
            mode: 'all',
            selector: { labelSelectors: { app: 'web' } },
            ...spec,
          },
        }),
        { pods, nodes: [] },
      ).map(({ id, selectorKey }) => `${selectorKey} ${id}`);
    expect(
      targets('NetworkChaos', {
        action: 'partition',
        target: { mode: 'all', selector: { labelSelectors: { app: 'core' } } },
      }),
    ).toEqual(['. shop/web', '.Target shop/core']);
    expect(targets('PodChaos', { action: 'pod-kill' })).toEqual(['. shop/web']);
    expect(targets('StressChaos', {})).toEqual(['. shop/web/app']);
    const kill = { action: 'container-kill' };
    expect(
      targets('PodChaos', { ...kill, containerNames: ['log', 'app'] }),
    ).toEqual(['. shop/web/app', '. shop/web/log']);
    expect(() =>
      targets('PodChaos', { ...kill, containerNames: ['other'] }),
    ).toThrow('no target has been selected');
  });
});
