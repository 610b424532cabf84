import { type ExperimentKind } from '@shop-platform/backstage-plugin-chaos-common';

/** Fields that have a title of their own, by where they stand in a spec. */
export const NAMES = {
  action: 'action',
  mode: 'mode',
  value: 'value',
  duration: 'duration',
  containerNames: 'containers',
  gracePeriod: 'gracePeriod',
  'delay.latency': 'latency',
  'delay.jitter': 'jitter',
  'delay.correlation': 'correlation',
  'loss.loss': 'loss',
  'loss.correlation': 'correlation',
  'duplicate.duplicate': 'duplicate',
  'duplicate.correlation': 'correlation',
  'corrupt.corrupt': 'corrupt',
  'corrupt.correlation': 'correlation',
  'bandwidth.rate': 'rate',
  'bandwidth.limit': 'limit',
  'bandwidth.buffer': 'buffer',
  'rate.rate': 'rate',
  direction: 'direction',
  externalTargets: 'externalTargets',
  'stressors.cpu.workers': 'cpuWorkers',
  'stressors.cpu.load': 'cpuLoad',
  'stressors.memory.workers': 'memoryWorkers',
  'stressors.memory.size': 'memorySize',
  port: 'port',
  method: 'method',
  code: 'code',
  abort: 'abort',
  volumePath: 'volume',
  errno: 'errno',
  percent: 'ioPercent',
  methods: 'ioMethods',
  'mistake.filling': 'filling',
  'mistake.maxOccurrences': 'occurrences',
  'mistake.maxLength': 'length',
  'attr.perm': 'perm',
  patterns: 'patterns',
  timeOffset: 'timeOffset',
  clockIds: 'clocks',
  selector: 'selector',
  'selector.namespaces': 'namespaces',
  'selector.labelSelectors': 'labels',
  'NetworkChaos.target': 'otherSide',
  'HTTPChaos.target': 'httpTarget',
  'HTTPChaos.path': 'httpPath',
  'HTTPChaos.delay': 'httpDelay',
  'IOChaos.path': 'ioPath',
  'IOChaos.delay': 'ioDelay',
} as const;

export type FieldName = (typeof NAMES)[keyof typeof NAMES];

const HINTS = [
  'duration',
  'containers',
  'gracePeriod',
  'latency',
  'rate',
  'externalTargets',
  'httpPath',
  'volume',
  'ioPath',
  'errno',
  'ioMethods',
  'perm',
  'patterns',
  'timeOffset',
  'labels',
] as const;

/** Those that are explained in a line of the portal. */
export type HintedName = (typeof HINTS)[number];

export function isHinted(name: FieldName): name is HintedName {
  return HINTS.some(hinted => hinted === name);
}

function isKnown(id: string): id is keyof typeof NAMES {
  return Object.hasOwn(NAMES, id);
}

/** The title of a field; undefined where Chaos Mesh's own name has to do. */
export function nameOfField(
  kind: ExperimentKind,
  id: string,
): FieldName | undefined {
  const ofKind = `${kind}.${id}`;
  // The other side of a connection is selected as this one is.
  const plain = id.replace(/^target\.(?=mode$|value$|selector)/, '');
  const known = [ofKind, plain].find(isKnown);
  return known && NAMES[known];
}
