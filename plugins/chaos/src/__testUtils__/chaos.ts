import {
  type ChaosCalendar,
  type ChaosCluster,
  type ChaosGameDay,
  type ChaosPolicy,
  type ChaosPreflight,
  type ChaosRun,
  type ChaosRunDetails,
  type ChaosScore,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';

export const PAYMENTS = 'component:default/payments';
export const RUN_ID = '4be0643f-1d98-573b-97cd-ca98a65347dd';

/** Long ago, so that no test depends on which day it is. */
export const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 10, 13, 0, second)).toISOString();

export const belgium: ChaosCluster = {
  name: 'shop-west1',
  title: 'Belgium',
  region: 'europe-west1',
  state: 'ready',
  active: 2,
};

export const netherlands: ChaosCluster = {
  name: 'shop-west4',
  title: 'Netherlands',
  region: 'europe-west4',
  state: 'silent',
  reason: 'no answer within 3000 ms',
  since: at(0),
};

export const policy: ChaosPolicy = {
  kinds: ['PodChaos', 'NetworkChaos'],
  namespaces: ['shop'],
  maxDurationSeconds: 600,
  maxPercentage: 50,
  maxActive: 3,
  environments: [
    {
      name: 'live',
      clusters: ['shop-west1'],
      kinds: ['PodChaos'],
      maxDurationSeconds: 120,
    },
  ],
  rate: { perPerson: { starts: 10, withinSeconds: 3600 } },
  statusUrls: ['http://istio-ingress.istio-ingress.svc:15021/healthz/ready'],
  freezes: [
    { from: at(0), to: at(30), reason: 'Sale', regions: ['europe-west4'] },
  ],
};

export const networkDelay = `# Payments answers late.
apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata:
  namespace: shop
  name: payments-delay
spec:
  action: delay
  mode: one # of two
  selector:
    namespaces: [shop]
    labelSelectors:
      app: payments
  delay:
    latency: 200ms
  duration: 60s
`;

export const presets = [
  {
    id: 'pod-kill' as const,
    kind: 'PodChaos',
    manifest: `apiVersion: chaos-mesh.org/v1alpha1
kind: PodChaos
metadata:
  namespace: shop
  name: payments-kill
spec:
  action: pod-kill
  mode: one
  selector:
    namespaces: [shop]
    labelSelectors:
      app: payments
`,
  },
  {
    id: 'network-delay' as const,
    kind: 'NetworkChaos',
    manifest: networkDelay,
  },
];

const pod = {
  namespace: 'shop',
  name: 'payments-7d9f8-abcde',
  owner: 'Deployment/payments',
  entity: PAYMENTS,
  node: 'node-1',
};

export const mayStart: ChaosPreflight = {
  mayStart: true,
  findings: [
    { rule: 'manifest', ok: true, message: 'It is an experiment' },
    { rule: 'lever', ok: true, message: 'Nothing is halted' },
  ],
  namespace: 'shop',
  candidates: 2,
  targets: [pod, { ...pod, name: 'payments-7d9f8-fghij', node: 'node-2' }],
  dependents: [
    {
      entity: 'component:default/core',
      title: 'Core',
      knownBy: ['catalog', 'traces'],
    },
  ],
};

export const mayNotStart: ChaosPreflight = {
  mayStart: false,
  findings: [
    { rule: 'manifest', ok: true, message: 'It is an experiment' },
    {
      rule: 'duration',
      ok: false,
      message: 'It lasts 1 h; shorten it to 10 min or less',
      path: 'spec.duration',
    },
  ],
  namespace: 'shop',
  candidates: 0,
  targets: [],
  dependents: [],
};

/** A run that goes on, but for what is said. */
export function run(values: Partial<ChaosRun> = {}): ChaosRun {
  return {
    id: RUN_ID,
    cluster: 'shop-west1',
    region: 'europe-west1',
    kind: 'NetworkChaos',
    action: 'delay',
    namespace: 'shop',
    name: 'payments-delay',
    state: 'running',
    startedBy: 'user:default/olena',
    startedAt: at(0),
    injectedAt: at(1),
    entities: [PAYMENTS],
    targets: 2,
    injected: 1,
    ...values,
  };
}

export const stuck = run({
  id: '0d2c4f1e-6a3b-4c5d-8e9f-a0b1c2d3e4f5',
  name: 'payments-loss',
  action: 'loss',
  state: 'not-recovered',
  startedAt: at(-60),
  endsAt: at(-10),
  injected: 2,
  message: 'payments-7d9f8-abcde still loses packets',
});

export const over = run({
  state: 'recovered',
  endsAt: at(20),
  endedAt: at(21),
  injected: 0,
  outcome: 'failed',
});

export const overDetails: ChaosRunDetails = {
  run: over,
  targets: [
    {
      ...pod,
      phase: 'not-injected',
      events: [
        { at: at(1), operation: 'apply', ok: true },
        {
          at: at(21),
          operation: 'recover',
          ok: false,
          message: 'tc: no such qdisc',
        },
      ],
    },
  ],
  events: [
    { at: at(0), type: 'started', by: 'user:default/olena' },
    { at: at(1), type: 'injected' },
    { at: at(21), type: 'recovered' },
    { at: at(40), type: 'verdict', by: 'system', message: 'failed' },
  ],
  manifest: networkDelay,
  verdict: {
    outcome: 'failed',
    reason: 'Callers of payments waited longer than they may',
    at: at(40),
    timeToDetectMs: 12_500,
    timeToRecoverMs: 64_000,
    requestsLost: 1_234,
    checks: [
      {
        service: 'payments-service',
        entity: PAYMENTS,
        role: 'target',
        measure: 'p95',
        unit: 'ms',
        limit: 800,
        before: 41.2,
        during: 1234.5,
        after: 43,
        requests: { before: 1200, during: 340, after: 900 },
        ok: false,
      },
      {
        service: 'core-service',
        role: 'caller',
        knownBy: ['catalog', 'traces'],
        measure: 'errorRate',
        unit: 'ratio',
        limit: 0.05,
        before: 0.001,
        during: 0.0123,
        ok: true,
      },
    ],
  },
};

export const score: ChaosScore = {
  entity: PAYMENTS,
  score: 0.75,
  windowSeconds: 90 * 24 * 60 * 60,
  from: at(0),
  to: at(60),
  passed: 3,
  failed: 1,
  inconclusive: 2,
  unjudged: 0,
  points: [
    { at: at(0), passed: 0, failed: 0 },
    { at: at(30), score: 0.5, passed: 1, failed: 1 },
    { at: at(60), score: 0.75, passed: 3, failed: 1 },
  ],
};

/** Nothing passed or failed, so there is none. */
export const noScore: ChaosScore = {
  ...score,
  score: undefined,
  passed: 0,
  failed: 0,
  points: [{ at: at(60), passed: 0, failed: 0 }],
};

export const weekly: ChaosStanding = {
  cluster: 'shop-west1',
  region: 'europe-west1',
  kind: 'Schedule',
  namespace: 'shop',
  name: 'weekly-delay',
  what: ['NetworkChaos delay'],
  schedule: '0 3 * * 1',
  nextRuns: ['2026-11-30T03:00:00.000Z', '2026-12-07T03:00:00.000Z'],
  lastRun: at(0),
  paused: false,
  deleting: false,
  active: [],
  createdAt: at(-60),
  startedBy: 'user:default/olena',
};

export const resilience: ChaosStanding = {
  ...weekly,
  kind: 'Workflow',
  name: 'resilience',
  what: ['PodChaos pod-kill', 'NetworkChaos delay'],
  schedule: undefined,
  nextRuns: [],
  active: ['resilience-all'],
  phase: 'running',
  startedBy: undefined,
};

/** Two experiments after each other, and a rest that is used twice. */
export const resilienceManifest = `apiVersion: chaos-mesh.org/v1alpha1
kind: Workflow
metadata:
  name: resilience
  namespace: shop
spec:
  entry: all
  templates:
    - name: all
      templateType: Serial
      children: [kill, rest, both]
    - name: kill # one of two
      templateType: PodChaos
      deadline: 1m
      podChaos:
        action: pod-kill
        mode: one
        selector:
          namespaces: [shop]
          labelSelectors: { app: payments }
    - name: both
      templateType: Parallel
      children: [slow, rest]
    - name: slow
      templateType: NetworkChaos
      deadline: 2m
      networkChaos:
        action: delay
        mode: all
        selector:
          namespaces: [shop]
          labelSelectors: { app: core }
        delay: { latency: 300ms }
    - name: rest
      templateType: Suspend
      deadline: 10s
`;

export const resilienceDetails: ChaosStandingDetails = {
  item: resilience,
  manifest: resilienceManifest,
  nodes: [
    {
      name: 'resilience-all',
      template: 'all',
      type: 'Serial',
      phase: 'running',
      startedAt: at(0),
    },
    {
      name: 'resilience-kill',
      template: 'kill',
      type: 'PodChaos',
      parent: 'resilience-all',
      phase: 'done',
      startedAt: at(1),
      reason: 'NodeDeadlineExceed',
    },
  ],
  runs: [],
};

export const waitingRequest: ChaosStandingRequest = {
  id: '0d4f4b0e-6a70-4f0c-9c39-3f3b8f2d3a11',
  action: 'create',
  cluster: 'shop-west1',
  kind: 'Workflow',
  namespace: 'shop',
  name: 'resilience',
  state: 'waiting',
  askedBy: 'user:default/olena',
  askedAt: at(0),
  approveBefore: at(60),
};

export const waitingDetails: ChaosStandingRequestDetails = {
  request: waitingRequest,
  manifest: resilienceManifest,
  entities: ['component:default/payments'],
  targets: [{ namespace: 'shop', name: 'payments-1' }],
};

/** In November 2026, by people. */
export const gameDay: ChaosGameDay = {
  id: '7c2f5a1e-3b4d-4f6a-9c8b-1a2b3c4d5e6f',
  title: 'Black Friday drill',
  at: '2026-11-19T12:00:00.000Z',
  cluster: 'shop-west1',
  region: 'europe-west1',
  namespace: 'shop',
  entity: PAYMENTS,
  preset: 'network-delay',
  people: ['user:default/taras', 'group:default/team-orders'],
  notes: 'Bring the run book',
  plannedBy: 'user:default/olena',
  plannedAt: at(0),
};

/** November 2026: what ran, what comes, a sale, and nights. */
export const calendar: ChaosCalendar = {
  from: '2026-10-26T00:00:00.000Z',
  to: '2026-12-07T00:00:00.000Z',
  planned: [
    {
      cluster: 'shop-west1',
      region: 'europe-west1',
      namespace: 'shop',
      name: 'weekly-delay',
      what: ['NetworkChaos delay'],
      at: '2026-11-23T12:00:00.000Z',
    },
    {
      cluster: 'shop-west1',
      region: 'europe-west1',
      namespace: 'shop',
      name: 'pod-kill',
      what: ['PodChaos pod-kill'],
      at: '2026-11-27T08:00:00.000Z',
      refusal: { by: 'freeze', reason: 'Black Friday' },
    },
    {
      cluster: 'shop-west1',
      region: 'europe-west1',
      namespace: 'shop',
      name: 'pod-kill',
      what: ['PodChaos pod-kill'],
      at: '2026-11-27T14:00:00.000Z',
      refusal: { by: 'freeze', reason: 'Black Friday' },
    },
  ],
  often: [],
  closed: [
    {
      clusters: ['shop-west1'],
      from: '2026-11-21T00:00:00.000Z',
      to: '2026-11-22T23:59:59.000Z',
    },
  ],
  freezes: [
    {
      from: '2026-11-27T00:00:00.000Z',
      to: '2026-11-27T20:00:00.000Z',
      reason: 'Black Friday',
      regions: ['europe-west1'],
    },
  ],
  runs: [
    {
      id: RUN_ID,
      cluster: 'shop-west1',
      kind: 'NetworkChaos',
      action: 'delay',
      namespace: 'shop',
      name: 'payments-delay',
      state: 'recovered',
      startedAt: '2026-11-18T12:10:00.000Z',
      outcome: 'failed',
    },
    ...['one', 'two'].map((name, index) => ({
      id: `0d2c4f1e-6a3b-4c5d-8e9f-a0b1c2d3e4f${index}`,
      cluster: 'shop-west1',
      kind: 'PodChaos',
      action: 'pod-kill',
      namespace: 'shop',
      name: `pod-kill-${name}`,
      state: 'recovered' as const,
      startedAt: '2026-11-18T10:00:00.000Z',
      outcome: 'passed' as const,
    })),
  ],
  hasMoreRuns: false,
  workflows: [{ ...resilience, lastRun: '2026-11-17T09:00:00.000Z' }],
  gameDays: [],
  hasMoreGameDays: false,
  silent: [],
};
