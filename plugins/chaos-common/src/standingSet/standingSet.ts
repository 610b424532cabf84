import { CHAOS_API_VERSION } from '../model/objects';
import { faultsOf, type Faults } from './faults';
import { rolesOf, SHOP_SERVICES } from './services';
import { isWell, rest, serial, staysWell, type Step } from './steps';

/**
 * A part of the platform's standing set: tests and kills that run again and again.
 *
 * @public
 */
export type StandingPreset = {
  id:
    | 'weekly-resilience'
    | 'comprehensive-resilience'
    | 'pod-kill-every-4-hours';
  /** What is applied. */
  manifest: {
    apiVersion: string;
    kind: 'Schedule' | 'Workflow';
    metadata: { name: string; namespace: string };
    spec: { [field: string]: unknown };
  };
};

/**
 * What the standing set is made for.
 *
 * @public
 */
export type StandingSetOptions = {
  namespace: string;
  /** What the tests ask whether to go on. */
  statusUrl: string;
  /** By `app.kubernetes.io/name`, at least one; the shop's where left out. */
  services?: readonly string[];
  /** Kinds of faults. */
  kinds?: readonly StandingKind[];
  /** The longest that a fault may last, in minutes. */
  maxMinutes?: number;
  /** Minute, hour and days of the week, in UTC. */
  weekly?: string;
};

/**
 * A kind of faults of the standing set.
 *
 * @public
 */
export type StandingKind = 'pod' | 'network' | 'stress' | 'http';

const ALL: readonly StandingKind[] = ['pod', 'network', 'stress', 'http'];

/** What each kind is in the two tests. */
const PARTS: Record<
  StandingKind,
  {
    /** In the weekly test: one fault, and the name of the rest after it. */
    weekly: (faults: Faults) => [Step, string];
    /** In the comprehensive one: all of a phase, and how long it takes. */
    phase: (faults: Faults) => {
      name: string;
      deadline: string;
      steps: Step[];
    };
  }
> = {
  pod: {
    weekly: ({ killAPod }) => [killAPod, 'rest-after-kill'],
    phase: ({ killAPod, serviceDown }) => ({
      name: 'pods',
      deadline: '6m',
      steps: [killAPod, rest('rest-after-kill', '1m'), serviceDown],
    }),
  },
  network: {
    weekly: ({ lateAnswers }) => [lateAnswers, 'rest-after-delay'],
    phase: ({ lateAnswers, lostPackets, cutOff }) => ({
      name: 'network',
      deadline: '8m',
      steps: [lateAnswers, lostPackets, ...cutOff],
    }),
  },
  stress: {
    weekly: ({ busyProcessor }) => [busyProcessor, 'rest-after-stress'],
    phase: ({ busyProcessor, fullMemory }) => ({
      name: 'stress',
      deadline: '6m',
      steps: [busyProcessor, fullMemory],
    }),
  },
  http: {
    weekly: ({ slowService }) => [slowService, 'rest-after-http'],
    phase: ({ slowService, silentService, lostReplica }) => ({
      name: 'http',
      deadline: '8m',
      steps: [slowService, silentService, lostReplica],
    }),
  },
};

/**
 * The platform's standing set, as the template Chaos suite renders it: a weekly
 * resilience test, a comprehensive one for a game day, and a pod kill every four
 * hours, half an hour from the weekly test.
 *
 * @public
 */
export function standingSet(options: StandingSetOptions): StandingPreset[] {
  const { namespace, statusUrl, services = SHOP_SERVICES } = options;
  const { maxMinutes = 10, weekly = '0 8 * * 3' } = options;
  const kinds = ALL.filter(kind => (options.kinds ?? ALL).includes(kind));
  const short = `${Math.min(2, maxMinutes)}m`;
  const faults = faultsOf(namespace, rolesOf(services), short);
  const made = { namespace, statusUrl, kinds, faults };
  return [
    {
      id: 'weekly-resilience',
      manifest: {
        apiVersion: CHAOS_API_VERSION,
        kind: 'Schedule',
        metadata: { name: 'weekly-resilience', namespace },
        spec: {
          schedule: weekly,
          startingDeadlineSeconds: 3600,
          concurrencyPolicy: 'Forbid',
          historyLimit: 4,
          type: 'Workflow',
          workflow: weeklyWorkflow(made),
        },
      },
    },
    {
      id: 'comprehensive-resilience',
      manifest: {
        apiVersion: CHAOS_API_VERSION,
        kind: 'Workflow',
        metadata: { name: 'comprehensive-resilience', namespace },
        spec: comprehensiveWorkflow(made),
      },
    },
    ...(kinds.includes('pod')
      ? [podKill({ namespace, services, weekly })]
      : []),
  ];
}

type Made = {
  namespace: string;
  statusUrl: string;
  kinds: StandingKind[];
  faults: Faults;
};

/** One fault after another, each short, with time to recover in between. */
function weeklyWorkflow({ statusUrl, kinds, faults }: Made) {
  const steps = kinds.flatMap(kind => {
    const [fault, name] = PARTS[kind].weekly(faults);
    return [fault, rest(name)];
  });
  const all = [
    isWell('is-well', statusUrl),
    ...steps,
    isWell('is-well-again', statusUrl),
  ];
  return {
    entry: 'weekly',
    templates: [serial('weekly', '60m', namesOf(all)), ...all],
  };
}

/** Phase after phase, while an address is asked that has to answer. */
function comprehensiveWorkflow({ statusUrl, kinds, faults }: Made) {
  const phases = kinds.map(kind => PARTS[kind].phase(faults));
  return {
    entry: 'watched',
    templates: [
      {
        name: 'watched',
        templateType: 'Parallel',
        deadline: '50m',
        children: ['stays-well', 'phases'],
      },
      staysWell('stays-well', statusUrl),
      serial('phases', '45m', [
        'is-well',
        ...phases.flatMap(({ name }) => [name, `rest-after-${name}`]),
        'is-well-again',
      ]),
      isWell('is-well', statusUrl),
      ...phases.flatMap(({ name, deadline, steps }) => [
        serial(name, deadline, namesOf(steps)),
        ...steps,
        rest(`rest-after-${name}`),
      ]),
      isWell('is-well-again', statusUrl),
    ],
  };
}

function podKill(options: {
  namespace: string;
  services: readonly string[];
  weekly: string;
}): StandingPreset {
  const { namespace, services, weekly } = options;
  const minute = (Number(weekly.split(' ')[0]) + 30) % 60;
  return {
    id: 'pod-kill-every-4-hours',
    manifest: {
      apiVersion: CHAOS_API_VERSION,
      kind: 'Schedule',
      metadata: { name: 'pod-kill-every-4-hours', namespace },
      spec: {
        schedule: `${minute} */4 * * *`,
        startingDeadlineSeconds: 600,
        concurrencyPolicy: 'Forbid',
        historyLimit: 6,
        type: 'PodChaos',
        podChaos: {
          action: 'pod-kill',
          mode: 'one',
          selector: {
            namespaces: [namespace],
            expressionSelectors: [
              {
                key: 'app.kubernetes.io/name',
                operator: 'In',
                values: [...services],
              },
            ],
          },
        },
      },
    },
  };
}

function namesOf(steps: readonly Step[]): string[] {
  return steps.map(({ name }) => name);
}
