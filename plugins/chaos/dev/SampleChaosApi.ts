import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { type ChaosRun } from '@shop-platform/backstage-plugin-chaos-common';
import {
  belgium,
  calendar,
  gameDay,
  mayNotStart,
  mayStart,
  netherlands,
  noScore,
  over,
  overDetails,
  policy,
  presets,
  resilience,
  resilienceDetails,
  run,
  score,
  stuck,
  waitingDetails,
  waitingRequest,
  weekly,
} from '../src/__testUtils__/chaos';
import { type ChaosApi } from '../src/api';

const MANY = 60;
const PAGE = 25;
const soon = () => new Date(Date.now() + 45_000).toISOString();

const sample = () =>
  new URLSearchParams(window.location.search).get('sample') ?? '';

const halt = {
  at: new Date(Date.now() - 300_000).toISOString(),
  by: 'user:default/olena',
  reason: 'Orders are down in Belgium',
};

/** What the chosen sample does instead of an answer. */
async function orElse<T>(answer: T): Promise<T> {
  switch (sample()) {
    case 'never-answers':
      return new Promise(() => {});
    case 'is-forbidden':
      throw new NotAllowedError('That takes chaos.read');
    case 'always-fails':
      throw new Error('The back end is away');
    default:
      return answer;
  }
}

function runsOf(state: 'active' | 'over' | undefined): ChaosRun[] {
  if (sample() === 'is-empty') {
    return [];
  }
  const active = [run({ endsAt: soon() }), stuck];
  const outcomes = ['passed', 'failed', 'inconclusive'] as const;
  const ended =
    sample() === 'has-many'
      ? Array.from({ length: MANY }, (_, index) => ({
          ...over,
          id: `${over.id}-${index}`,
          name: `payments-delay-${index}`,
          outcome: outcomes[index % outcomes.length],
        }))
      : [over];
  if (state === undefined) {
    return [...active, ...ended];
  }
  return state === 'active' ? active : ended;
}

/** Runs that are made up; `?sample=is-empty` and the like show the other states. */
export const sampleChaosApi: ChaosApi = {
  getClusters: async () => {
    const spare = { ...belgium, name: 'shop-west1-b', title: 'Belgium B' };
    const all = [belgium, spare, netherlands];
    const clusters =
      sample() === 'is-halted'
        ? all.map(cluster => ({ ...cluster, halt }))
        : all;
    return orElse({
      clusters: sample() === 'is-empty' ? [] : clusters,
      policy,
    });
  },
  getPresets: async () => ({ presets }),
  dryRun: async ({ manifest }) =>
    manifest.includes('duration: 1h') ? mayNotStart : mayStart,
  getRuns: async ({ state, limit = PAGE, cursor = '0' } = {}) => {
    const runs = runsOf(state);
    const from = Number(cursor);
    const next = from + limit;
    return orElse({
      runs: runs.slice(from, next),
      silent: [
        {
          name: netherlands.name,
          reason: netherlands.reason ?? '',
          since: over.startedAt,
        },
      ],
      ...(next < runs.length ? { nextCursor: String(next) } : {}),
    });
  },
  getRun: async id => {
    const found = [...runsOf('active'), ...runsOf('over')].find(
      each => each.id === id,
    );
    if (!found) {
      throw new NotFoundError('There is no such run');
    }
    return { ...overDetails, run: found };
  },
  getScore: async () => orElse(sample() === 'is-empty' ? noScore : score),
  startRun: async () => run(),
  approveRun: async () => run(),
  rejectRun: async () => run({ state: 'rejected' }),
  haltRun: async () => run({ state: 'recovering' }),
  pauseRun: async () => run({ state: 'paused' }),
  resumeRun: async () => run(),
  getStanding: async () =>
    orElse({
      items: sample() === 'is-empty' ? [] : [weekly, resilience],
      requests: sample() === 'is-empty' ? [] : [waitingRequest],
      silent: [],
    }),
  getCalendar: async ({ from, to }) =>
    orElse(
      sample() === 'is-empty'
        ? {
            ...calendar,
            from,
            to,
            planned: [],
            runs: [],
            workflows: [],
            gameDays: [],
            freezes: [],
            closed: [],
          }
        : { ...calendar, gameDays: [gameDay], from, to },
    ),
  planGameDay: async plan => ({ ...gameDay, ...plan }),
  changeGameDay: async (id, plan) => ({ ...gameDay, ...plan, id }),
  cancelGameDay: async id => ({
    ...gameDay,
    id,
    cancelled: { by: gameDay.plannedBy, at: over.startedAt },
  }),
  getStandingDetails: async ({ kind }) =>
    kind === 'Workflow'
      ? resilienceDetails
      : { ...resilienceDetails, item: weekly, nodes: [], runs: [over] },
  createStanding: async () => ({ standing: weekly }),
  pauseStanding: async () => ({ ...weekly, paused: true, nextRuns: [] }),
  resumeStanding: async () => ({ standing: weekly }),
  deleteStanding: async () => ({ ...weekly, deleting: true }),
  runStanding: async () => ({ run: run() }),
  getStandingRequest: async () => waitingDetails,
  approveStanding: async () => ({ ...waitingRequest, state: 'approved' }),
  rejectStanding: async () => ({ ...waitingRequest, state: 'rejected' }),
  withdrawStanding: async () => ({ ...waitingRequest, state: 'withdrawn' }),
  haltAll: async () => ({ clusters: [{ name: belgium.name, halt }] }),
  arm: async () => ({ clusters: [{ name: belgium.name }] }),
};
