import {
  createApiClient,
  dataOf,
} from '@shop-platform/backstage-plugin-platform-common';
import { type paths } from '../schema/openapi.generated';
import {
  type ChaosCalendar,
  type ChaosCalendarQuery,
  type ChaosCluster,
  type ChaosDryRunRequest,
  type ChaosGameDay,
  type ChaosGameDayPlan,
  type ChaosHaltRequest,
  type ChaosHalts,
  type ChaosPolicy,
  type ChaosPreflight,
  type ChaosPresets,
  type ChaosRun,
  type ChaosRunDetails,
  type ChaosRunsPage,
  type ChaosRunsQuery,
  type ChaosScore,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingOutcome,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
  type ChaosStartRequest,
} from './types';

/**
 * What comes with every call of a client.
 *
 * @public
 */
export type ChaosClientCallOptions = {
  /** Ends the call. */
  signal?: AbortSignal;
};

/**
 * The chaos API. Every method rejects with a `ResponseError` of
 * `@backstage/errors` when the back end refuses.
 *
 * @public
 */
export interface ChaosClient {
  /** The clusters with their levers, and the rules. */
  getClusters(
    options?: ChaosClientCallOptions,
  ): Promise<{ clusters: ChaosCluster[]; policy: ChaosPolicy }>;

  /** Experiments to begin with, for one component. */
  getPresets(
    entity: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosPresets>;

  /** What an experiment would hit, and whether it may start. */
  dryRun(
    request: ChaosDryRunRequest,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosPreflight>;

  /** A page of runs, the newest first. */
  getRuns(
    query?: ChaosRunsQuery,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosRunsPage>;

  /** One run. */
  getRun(
    id: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosRunDetails>;

  /** How often the platform held when a component was hit. */
  getScore(
    entity: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosScore>;

  /** Starts an experiment. */
  startRun(
    request: ChaosStartRequest,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosRun>;

  /** Starts a run that another person asked for. */
  approveRun(id: string, options?: ChaosClientCallOptions): Promise<ChaosRun>;

  /** Refuses a run that another person asked for. */
  rejectRun(
    id: string,
    reason: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosRun>;

  /** Ends a run. */
  haltRun(id: string, options?: ChaosClientCallOptions): Promise<ChaosRun>;

  /** Takes the faults of a run back for a while. */
  pauseRun(id: string, options?: ChaosClientCallOptions): Promise<ChaosRun>;

  /** Injects the faults of a paused run again. */
  resumeRun(id: string, options?: ChaosClientCallOptions): Promise<ChaosRun>;

  /** The Schedules and Workflows of all clusters. */
  getStanding(options?: ChaosClientCallOptions): Promise<ChaosStandingPage>;

  /** What ran, what is planned, and when nothing may run. */
  getCalendar(
    query: ChaosCalendarQuery,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosCalendar>;

  /** Plans a game day; nothing starts by it. */
  planGameDay(
    plan: ChaosGameDayPlan,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosGameDay>;

  /** Plans a game day anew. */
  changeGameDay(
    id: string,
    plan: ChaosGameDayPlan,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosGameDay>;

  /** Calls a game day off; the calendar keeps it. */
  cancelGameDay(
    id: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosGameDay>;

  /** One Schedule or Workflow. */
  getStandingDetails(
    ref: ChaosStandingRef,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingDetails>;

  /** Creates a Schedule, or begins a Workflow, or asks for it. */
  createStanding(
    request: ChaosStartRequest,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingOutcome>;

  /** Starts nothing by a Schedule until it is resumed. */
  pauseStanding(
    ref: ChaosStandingRef,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStanding>;

  /** Lets a paused Schedule start experiments again, or asks for it. */
  resumeStanding(
    ref: ChaosStandingRef,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingOutcome>;

  /** Deletes a Schedule or a Workflow, whose name is the confirmation. */
  deleteStanding(
    ref: ChaosStandingRef,
    confirmation: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStanding>;

  /** Starts now what a Schedule starts, or a Workflow again; the namespace is the confirmation. */
  runStanding(
    ref: ChaosStandingRef,
    confirmation: string,
    options?: ChaosClientCallOptions,
  ): Promise<{ run?: ChaosRun } & ChaosStandingOutcome>;

  /** What somebody asked to create, begin or resume, and what was decided. */
  getStandingRequest(
    id: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingRequestDetails>;

  /** Does what another person asked for. */
  approveStanding(
    id: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingRequest>;

  /** Refuses what another person asked for. */
  rejectStanding(
    id: string,
    reason: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingRequest>;

  /** Takes back what one asked for oneself. */
  withdrawStanding(
    id: string,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosStandingRequest>;

  /** Ends every run in a cluster, a region or everywhere, and starts none until it is armed again. */
  haltAll(
    request: ChaosHaltRequest,
    options?: ChaosClientCallOptions,
  ): Promise<ChaosHalts>;

  /** Lets experiments start again, in one cluster, a region or everywhere. */
  arm(
    query?: { cluster?: string; region?: string },
    options?: ChaosClientCallOptions,
  ): Promise<ChaosHalts>;
}

/**
 * What a client is made of.
 *
 * @public
 */
export type ChaosClientOptions = {
  /** Sends the requests with the reader's identity: the front end's `fetchApi`. */
  fetchApi: { fetch: typeof fetch };
  /** Where the API is. Default: `plugin://chaos`, which the front end's `fetchApi` resolves. */
  baseUrl?: string;
};

const STANDING = '/standing/{cluster}/{kind}/{namespace}/{name}';

/**
 * Makes a client of the chaos API.
 *
 * @public
 */
export function createChaosClient({
  fetchApi,
  baseUrl = 'plugin://chaos',
}: ChaosClientOptions): ChaosClient {
  const client = createApiClient<paths>({ fetchApi, baseUrl });
  return {
    getClusters: call =>
      dataOf(client.request('get', '/clusters', { ...call })),
    getPresets: (entity, call) =>
      dataOf(
        client.request('get', '/presets', {
          params: { query: { entity } },
          ...call,
        }),
      ),
    dryRun: (body, call) =>
      dataOf(client.request('post', '/dry-runs', { body, ...call })),
    getRuns: (query, call) =>
      dataOf(client.request('get', '/runs', { params: { query }, ...call })),
    getRun: (id, call) =>
      dataOf(
        client.request('get', '/runs/{id}', {
          params: { path: { id } },
          ...call,
        }),
      ),
    getScore: (entity, call) =>
      dataOf(
        client.request('get', '/scores', {
          params: { query: { entity } },
          ...call,
        }),
      ),
    startRun: (body, call) =>
      dataOf(client.request('post', '/runs', { body, ...call })),
    approveRun: (id, call) =>
      dataOf(
        client.request('post', '/runs/{id}/approve', {
          params: { path: { id } },
          ...call,
        }),
      ),
    rejectRun: (id, reason, call) =>
      dataOf(
        client.request('post', '/runs/{id}/reject', {
          params: { path: { id } },
          body: { reason },
          ...call,
        }),
      ),
    haltRun: (id, call) =>
      dataOf(
        client.request('post', '/runs/{id}/halt', {
          params: { path: { id } },
          ...call,
        }),
      ),
    pauseRun: (id, call) =>
      dataOf(
        client.request('post', '/runs/{id}/pause', {
          params: { path: { id } },
          ...call,
        }),
      ),
    resumeRun: (id, call) =>
      dataOf(
        client.request('post', '/runs/{id}/resume', {
          params: { path: { id } },
          ...call,
        }),
      ),
    getStanding: call =>
      dataOf(client.request('get', '/standing', { ...call })),
    getCalendar: (query, call) =>
      dataOf(
        client.request('get', '/calendar', { params: { query }, ...call }),
      ),
    planGameDay: (body, call) =>
      dataOf(client.request('post', '/game-days', { body, ...call })),
    changeGameDay: (id, body, call) =>
      dataOf(
        client.request('put', '/game-days/{id}', {
          params: { path: { id } },
          body,
          ...call,
        }),
      ),
    cancelGameDay: (id, call) =>
      dataOf(
        client.request('post', '/game-days/{id}/cancel', {
          params: { path: { id } },
          ...call,
        }),
      ),
    getStandingDetails: (path, call) =>
      dataOf(client.request('get', STANDING, { params: { path }, ...call })),
    createStanding: (body, call) =>
      dataOf(client.request('post', '/standing', { body, ...call })),
    pauseStanding: (path, call) =>
      dataOf(
        client.request('post', `${STANDING}/pause`, {
          params: { path },
          ...call,
        }),
      ),
    resumeStanding: (path, call) =>
      dataOf(
        client.request('post', `${STANDING}/resume`, {
          params: { path },
          ...call,
        }),
      ),
    deleteStanding: (path, confirmation, call) =>
      dataOf(
        client.request('delete', STANDING, {
          params: { path, query: { confirmation } },
          ...call,
        }),
      ),
    runStanding: (path, confirmation, call) =>
      dataOf(
        client.request('post', `${STANDING}/run`, {
          params: { path },
          body: { confirmation },
          ...call,
        }),
      ),
    getStandingRequest: (id, call) =>
      dataOf(
        client.request('get', '/standing-requests/{id}', {
          params: { path: { id } },
          ...call,
        }),
      ),
    approveStanding: (id, call) =>
      dataOf(
        client.request('post', '/standing-requests/{id}/approve', {
          params: { path: { id } },
          ...call,
        }),
      ),
    rejectStanding: (id, reason, call) =>
      dataOf(
        client.request('post', '/standing-requests/{id}/reject', {
          params: { path: { id } },
          body: { reason },
          ...call,
        }),
      ),
    withdrawStanding: (id, call) =>
      dataOf(
        client.request('post', '/standing-requests/{id}/withdraw', {
          params: { path: { id } },
          ...call,
        }),
      ),
    haltAll: (body, call) =>
      dataOf(client.request('post', '/halts', { body, ...call })),
    arm: (query, call) =>
      dataOf(
        client.request('delete', '/halts', { params: { query }, ...call }),
      ),
  };
}
