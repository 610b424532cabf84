import { PodSelector, PodSelectorSpec } from '../model/selector';
import { exactly, Labels, matching } from './labels';
import { pickPlaces, RandomInteger } from './mode';
import { SelectionError } from './SelectionError';

/**
 * What selecting has to know of a pod.
 *
 * @public
 */
export type SelectablePod = {
  metadata: {
    name?: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: {
    nodeName?: string;
    restartPolicy?: string;
    schedulerName?: string;
    serviceAccountName?: string;
    containers: { name: string }[];
  };
  status?: {
    phase?: string;
    podIP?: string;
    podIPs?: { ip: string }[];
    nominatedNodeName?: string;
  };
};

/**
 * What selecting has to know of a node.
 *
 * @public
 */
export type SelectableNode = {
  metadata: { name?: string; labels?: Record<string, string> };
};

/**
 * A cluster as it is in one moment.
 *
 * @public
 */
export type SelectableCluster<P extends SelectablePod> = {
  pods: readonly P[];
  nodes: readonly SelectableNode[];
};

/**
 * All pods that a selector matches, as Chaos Mesh finds them; how many of them
 * an experiment takes is a matter of its mode.
 *
 * @throws SelectionError for a selector that cannot match anything
 * @public
 */
export function matchPods<P extends SelectablePod>(
  selector: PodSelectorSpec,
  { pods, nodes }: SelectableCluster<P>,
): P[] {
  if (Object.keys(selector.pods ?? {}).length > 0) {
    return Object.entries(selector.pods ?? {}).flatMap(([namespace, names]) =>
      names.flatMap(name =>
        pods.filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.name === name,
        ),
      ),
    );
  }
  const conditions = [
    byLabels(selector),
    byAnnotations(selector),
    byFields(selector),
    byPhase(selector),
    byNode(selector, nodes),
  ];
  const { namespaces = [] } = selector;
  const listed =
    namespaces.length > 0
      ? namespaces.flatMap(namespace =>
          pods.filter(({ metadata }) => metadata.namespace === namespace),
        )
      : [...pods];
  return listed.filter(pod => conditions.every(holds => holds(pod)));
}

/**
 * The pods that an experiment hits, as Chaos Mesh selects them.
 *
 * @param selector - the selector with its mode
 * @param cluster - what there is
 * @param random - decides where the mode leaves a choice
 * @throws SelectionError where there is none
 * @public
 */
export function selectPods<P extends SelectablePod>(
  { selector, mode, value = '' }: PodSelector,
  cluster: SelectableCluster<P>,
  random: RandomInteger = end => Math.floor(Math.random() * end),
): P[] {
  const matched = matchPods(selector, cluster);
  if (matched.length === 0) {
    throw new SelectionError('no pod is selected', { isEmpty: true });
  }
  return pickPlaces(matched.length, mode, value, random).map(
    place => matched[place],
  );
}

type Condition = (pod: SelectablePod) => boolean;

function byLabels({
  labelSelectors,
  expressionSelectors,
}: PodSelectorSpec): Condition {
  const equal = exactly(labelSelectors);
  const matches = matching(expressionSelectors);
  return ({ metadata: { labels = {} } }) => equal(labels) && matches(labels);
}

function byAnnotations({ annotationSelectors }: PodSelectorSpec): Condition {
  const equal = exactly(annotationSelectors);
  return ({ metadata: { annotations = {} } }) => equal(annotations);
}

const FIELDS: Record<string, (pod: SelectablePod) => string | undefined> = {
  'metadata.name': ({ metadata }) => metadata.name,
  'metadata.namespace': ({ metadata }) => metadata.namespace,
  'spec.nodeName': ({ spec }) => spec.nodeName,
  'spec.restartPolicy': ({ spec }) => spec.restartPolicy,
  'spec.schedulerName': ({ spec }) => spec.schedulerName,
  'spec.serviceAccountName': ({ spec }) => spec.serviceAccountName,
  'status.phase': ({ status }) => status?.phase,
  'status.podIP': ({ status }) => status?.podIPs?.[0]?.ip ?? status?.podIP,
  'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName,
};

function byFields({ fieldSelectors = {} }: PodSelectorSpec): Condition {
  const wanted = Object.entries(fieldSelectors);
  for (const [field] of wanted) {
    if (!Object.hasOwn(FIELDS, field)) {
      throw new SelectionError(`field label not supported: ${field}`);
    }
  }
  return pod =>
    wanted.every(([field, value]) => (FIELDS[field](pod) ?? '') === value);
}

const PHASE = /^(!?)\s*([A-Za-z0-9][-A-Za-z0-9_./]*)$/;

/** One of those named, and none of those with `!` before them. */
function byPhase({ podPhaseSelectors = [] }: PodSelectorSpec): Condition {
  const included = new Set<string>();
  const excluded = new Set<string>();
  const text = podPhaseSelectors.join(',').trim();
  for (const part of text === '' ? [] : text.split(',')) {
    const [, not, phase] = PHASE.exec(part.trim()) ?? [];
    if (phase === undefined) {
      throw new SelectionError(`${JSON.stringify(part)} is no phase of a pod`);
    }
    (not ? excluded : included).add(phase);
  }
  return ({ status }) => {
    const phase = status?.phase ?? '';
    return (included.size === 0 || included.has(phase)) && !excluded.has(phase);
  };
}

/** Those that are named, and those with such labels. */
function byNode(
  { nodes: names = [], nodeSelectors = {} }: PodSelectorSpec,
  nodes: readonly SelectableNode[],
): Condition {
  if (names.length === 0 && Object.keys(nodeSelectors).length === 0) {
    return () => true;
  }
  const missing = names.find(
    name => !nodes.some(({ metadata }) => metadata.name === name),
  );
  if (missing !== undefined) {
    throw new SelectionError(`nodes ${JSON.stringify(missing)} not found`);
  }
  const wanted = new Set(names);
  if (Object.keys(nodeSelectors).length > 0) {
    const equal = exactly(nodeSelectors);
    for (const { metadata } of nodes) {
      const labels: Labels = metadata.labels ?? {};
      if (equal(labels)) {
        wanted.add(metadata.name ?? '');
      }
    }
  }
  return ({ spec }) => wanted.has(spec.nodeName ?? '');
}
