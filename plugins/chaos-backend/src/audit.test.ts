import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConflictError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { registerActions } from './actions';
import { createRouter } from './router/createRouter';
import { spec } from './schema/openapi.generated';
import { type ChaosService } from './service/ChaosService';

const OLENA = 'user:default/olena';
const ID = '5f1c7d62-64c5-4a4c-9c2a-6a4d1a3b7d10';
const cluster = 'west';
const experiment = { cluster, manifest: 'kind: PodChaos' };
const confirmed = { ...experiment, confirmation: 'shop' };
const STANDING = '/standing/{cluster}/{kind}/{namespace}/{name}';
const standing = {
  cluster,
  kind: 'Schedule',
  namespace: 'shop',
  name: 'weekly-delay',
};
const plan = {
  title: 'Drill',
  at: '2126-11-29T10:00:00Z',
  cluster,
  namespace: 'shop',
  people: ['user:default/taras'],
};
const why = { reason: 'fire' };

const withId = { id: ID };

/** `route` is as the OpenAPI document has it, and `does` what is behind it. */
type Row = [
  event: string,
  does: keyof ChaosService,
  route: string,
  meta: object,
  sent?: { body?: object; query?: object },
];

const rows: Row[] = [
  ['dry-run', 'dryRun', 'post /dry-runs', { cluster }, { body: experiment }],
  ['run-start', 'start', 'post /runs', experiment, { body: confirmed }],
  ['run-halt', 'halt', 'post /runs/{id}/halt', withId],
  ['run-pause', 'pause', 'post /runs/{id}/pause', withId],
  ['run-resume', 'resume', 'post /runs/{id}/resume', withId],
  ['run-approve', 'approve', 'post /runs/{id}/approve', withId],
  [
    'run-reject',
    'reject',
    'post /runs/{id}/reject',
    { ...withId, ...why },
    { body: why },
  ],
  [
    'standing-create',
    'createStanding',
    'post /standing',
    experiment,
    { body: confirmed },
  ],
  [
    'standing-delete',
    'deleteStanding',
    `delete ${STANDING}`,
    standing,
    { query: { confirmation: 'weekly-delay' } },
  ],
  ['standing-pause', 'pauseStanding', `post ${STANDING}/pause`, standing],
  ['standing-resume', 'resumeStanding', `post ${STANDING}/resume`, standing],
  [
    'standing-run',
    'runStanding',
    `post ${STANDING}/run`,
    standing,
    { body: { confirmation: 'shop' } },
  ],
  [
    'standing-approve',
    'approveStanding',
    'post /standing-requests/{id}/approve',
    withId,
  ],
  [
    'standing-reject',
    'rejectStanding',
    'post /standing-requests/{id}/reject',
    { ...withId, ...why },
    { body: why },
  ],
  [
    'standing-withdraw',
    'withdrawStanding',
    'post /standing-requests/{id}/withdraw',
    withId,
  ],
  ['game-day-plan', 'planGameDay', 'post /game-days', plan, { body: plan }],
  [
    'game-day-change',
    'changeGameDay',
    'put /game-days/{id}',
    { ...withId, ...plan },
    { body: plan },
  ],
  ['game-day-cancel', 'cancelGameDay', 'post /game-days/{id}/cancel', withId],
  [
    'halt-all',
    'haltAll',
    'post /halts',
    { cluster, ...why },
    { body: { cluster, ...why } },
  ],
  ['arm', 'arm', 'delete /halts', { cluster }, { query: { cluster } }],
];
const deeds = rows.map(([event, does, route, meta, sent = {}]) => ({
  event,
  does,
  route,
  meta,
  sent,
}));
type Deed = (typeof deeds)[number];

/** What only looks has none. */
const changing = Object.entries(spec.paths).flatMap(([path, operations]) =>
  Object.keys(operations)
    .filter(method => method !== 'get')
    .map(method => `${method} ${path}`),
);

describe('the audit', () => {
  const record = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => record),
  });
  const chaos: jest.Mocked<ChaosService> = {
    clusters: jest.fn(),
    presets: jest.fn(),
    dryRun: jest.fn(),
    runs: jest.fn(),
    run: jest.fn(),
    score: jest.fn(),
    start: jest.fn(),
    approve: jest.fn(),
    reject: jest.fn(),
    halt: jest.fn(),
    pause: jest.fn(),
    resume: jest.fn(),
    standing: jest.fn(),
    calendar: jest.fn(),
    planGameDay: jest.fn(),
    changeGameDay: jest.fn(),
    cancelGameDay: jest.fn(),
    standingDetails: jest.fn(),
    createStanding: jest.fn(),
    pauseStanding: jest.fn(),
    resumeStanding: jest.fn(),
    deleteStanding: jest.fn(),
    runStanding: jest.fn(),
    standingRequest: jest.fn(),
    approveStanding: jest.fn(),
    rejectStanding: jest.fn(),
    withdrawStanding: jest.fn(),
    haltAll: jest.fn(),
    arm: jest.fn(),
  };
  const router = createRouter({
    chaos,
    clusters: { list: () => [] },
    auth: mockServices.auth(),
    httpAuth: mockServices.httpAuth(),
    auditor,
  });
  const app = express().use(router).use(mockErrorHandler());

  const send = (
    { route, sent: { body, query = {} } }: Deed,
    authorization = mockCredentials.user.header(OLENA),
  ) => {
    const [method = '', path = ''] = route.split(' ');
    const names = new Map(Object.entries({ ...standing, id: ID }));
    const url = path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => `${names.get(name)}`,
    );
    const agent = request(app);
    const asked =
      method === 'delete'
        ? agent.delete(url)
        : agent[method === 'put' ? 'put' : 'post'](url);
    return asked.query(query).set('authorization', authorization).send(body);
  };
  /** The only event there is. */
  const theEvent = () => {
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    const [event] = auditor.createEvent.mock.calls[0] ?? [];
    if (!event?.request) {
      throw new Error('There is no event of a request');
    }
    return { ...event, request: event.request };
  };

  beforeEach(() => jest.clearAllMocks());

  it('has what each route writes that changes something', () => {
    expect(deeds.map(({ route }) => route).sort()).toEqual(changing.sort());
    const events = deeds.map(({ event }) => event);
    expect(new Set(events).size).toBe(events.length);
  });

  it.each(deeds)(
    'has one event $event of $route, by who did it',
    async deed => {
      const { status } = await send(deed);
      expect(status).toBe(200);
      const { eventId, meta, request: asked } = theEvent();
      expect({ eventId, meta }).toEqual({
        eventId: deed.event,
        meta: deed.meta,
      });
      // As the auditor reads from the request who it was.
      const { principal } = await mockServices
        .httpAuth()
        .credentials(asked, { allow: ['user'] });
      expect(principal.userEntityRef).toBe(OLENA);
      expect(chaos[deed.does].mock.calls).toEqual([
        [expect.anything(), expect.objectContaining({ person: OLENA })],
      ]);
      expect(record.success).toHaveBeenCalledTimes(1);
      expect(record.fail).not.toHaveBeenCalled();
    },
  );

  it.each(deeds)('has one event $event of what failed, and why', async deed => {
    const error = new ConflictError('It is over already');
    chaos[deed.does].mockRejectedValueOnce(error);
    const { status } = await send(deed);
    expect(status).toBe(409);
    expect(theEvent().eventId).toBe(deed.event);
    expect(record.fail.mock.calls).toEqual([[{ error }]]);
    expect(record.success).not.toHaveBeenCalled();
  });

  it.each(deeds)(
    'has one event $event of a service, which may not',
    async deed => {
      const { status } = await send(deed, mockCredentials.service.header());
      expect(status).toBe(403);
      expect(theEvent().eventId).toBe(deed.event);
      expect(record.fail).toHaveBeenCalledTimes(1);
      expect(chaos[deed.does]).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['dry-run-experiment', 'dry-run', 'dryRun', experiment],
    ['start-experiment', 'run-start', 'start', confirmed],
    ['halt-experiment', 'run-halt', 'halt', withId],
    ['get-experiment', 'run-fetch', 'run', withId],
  ] as const)(
    'names for whom an agent asked to %s, and why it failed',
    async (name, event, does, input) => {
      const actionsRegistry = actionsRegistryServiceMock();
      const auth = mockServices.auth();
      const urlOf = (id: string) => id;
      registerActions({ actionsRegistry, auditor, auth, chaos, urlOf });
      const error = new ConflictError('It is over already');
      chaos[does].mockRejectedValueOnce(error);
      const credentials = mockCredentials.user(OLENA);
      await expect(
        actionsRegistry.invoke({ id: `test:${name}`, input, credentials }),
      ).rejects.toThrow(/over already/);
      expect(auditor.createEvent.mock.calls).toEqual([
        [
          expect.objectContaining({
            eventId: event,
            meta: expect.objectContaining({ queryType: 'action', by: OLENA }),
          }),
        ],
      ]);
      expect(record.fail.mock.calls).toEqual([[{ error }]]);
      expect(record.success).not.toHaveBeenCalled();
    },
  );
});
