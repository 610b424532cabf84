import { type ExperimentKind } from '@shop-platform/backstage-plugin-chaos-common';

/** A field that stands first, always or with some choices alone. */
type MainField = string | { id: string; when: readonly string[] };

/** What a schema does not say: what matters first, and what goes with which choice. */
export type KindForm = {
  /** The field on which others depend. */
  by?: string;
  main: readonly MainField[];
  /** Fields that do nothing with any other choice. */
  only?: Readonly<Record<string, readonly string[]>>;
  /** What a choice begins with, where there is nothing yet. */
  begin?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What is true of one choice and wrong of the next. */
  resets?: readonly string[];
};

const HOW_FAR = ['mode', 'value', 'duration'];

const PARTITION = ['partition'];

export const kindForms: Record<ExperimentKind, KindForm> = {
  PodChaos: {
    by: 'action',
    main: ['action', ...HOW_FAR, 'gracePeriod', 'containerNames'],
    only: {
      // Killing is over at once.
      duration: ['pod-failure'],
      gracePeriod: ['pod-kill'],
      containerNames: ['container-kill'],
    },
    begin: { 'pod-failure': { duration: '1m' } },
  },
  NetworkChaos: {
    by: 'action',
    main: [
      'action',
      ...HOW_FAR,
      'delay.latency',
      'delay.jitter',
      'loss.loss',
      'duplicate.duplicate',
      'corrupt.corrupt',
      'bandwidth.rate',
      'bandwidth.limit',
      'bandwidth.buffer',
      'rate.rate',
      { id: 'direction', when: PARTITION },
      { id: 'externalTargets', when: PARTITION },
    ],
    only: {
      delay: ['delay', 'netem'],
      loss: ['loss', 'netem'],
      duplicate: ['duplicate', 'netem'],
      corrupt: ['corrupt', 'netem'],
      rate: ['netem'],
      bandwidth: ['bandwidth'],
    },
    begin: {
      delay: { delay: { latency: '300ms' } },
      loss: { loss: { loss: '10' } },
      duplicate: { duplicate: { duplicate: '10' } },
      corrupt: { corrupt: { corrupt: '10' } },
      bandwidth: {
        bandwidth: { rate: '1mbps', limit: 20_971_520, buffer: 10_000 },
      },
      netem: { delay: { latency: '300ms' } },
      partition: { direction: 'both' },
    },
    resets: ['direction'],
  },
  StressChaos: {
    main: [
      ...HOW_FAR,
      'stressors.cpu.workers',
      'stressors.cpu.load',
      'stressors.memory.workers',
      'stressors.memory.size',
    ],
  },
  HTTPChaos: {
    by: 'target',
    main: ['target', 'port', 'path', ...HOW_FAR, 'delay', 'abort'],
    only: {
      code: ['Response'],
      response_headers: ['Response'],
      'replace.code': ['Response'],
      'replace.path': ['Request'],
      'replace.method': ['Request'],
      'replace.queries': ['Request'],
      'patch.queries': ['Request'],
    },
  },
  IOChaos: {
    by: 'action',
    main: [
      'action',
      'volumePath',
      'path',
      ...HOW_FAR,
      'delay',
      'errno',
      'mistake.filling',
      'mistake.maxOccurrences',
      'mistake.maxLength',
      'attr.perm',
      'percent',
    ],
    only: {
      delay: ['latency'],
      errno: ['fault'],
      mistake: ['mistake'],
      attr: ['attrOverride'],
    },
    begin: {
      latency: { delay: '100ms' },
      // Input/output error.
      fault: { errno: 5 },
      mistake: {
        mistake: { filling: 'zero', maxOccurrences: 1, maxLength: 10 },
      },
      // Nobody may do anything with it: 0o000 would be taken for nothing.
      attrOverride: { attr: { perm: 0o111 } },
    },
  },
  DNSChaos: {
    by: 'action',
    main: ['action', 'patterns', ...HOW_FAR],
  },
  TimeChaos: {
    main: ['timeOffset', ...HOW_FAR],
  },
};

/**
 * Fields that no form has: an experiment in another cluster acts past the rules
 * of that cluster, and the portal refuses it.
 */
export const NEVER = ['remoteCluster'];

/** Texts that the webhook or the controller reads as one of a few. */
const CHOICES: Partial<Record<string, readonly string[]>> = {
  'selector.expressionSelectors.operator': [
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
  ],
  'patch.body.type': ['JSON'],
};

/** What a field takes, where the schema does not say so. */
export function choicesOf(id: string): readonly string[] | undefined {
  // The other side of a connection is selected as this one is.
  return CHOICES[id.replace(/^target\./, '')];
}
