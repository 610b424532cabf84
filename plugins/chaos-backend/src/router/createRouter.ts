import {
  type AuditorService,
  type AuditorServiceCreateEventOptions,
  type AuthService,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import {
  audited,
  createResponder,
  type Call,
} from '@shop-platform/backstage-plugin-platform-node';
import { type Router } from 'express';
import { clustersIn, type HaltedPlace } from '../levers/Halts';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type ChaosService, type PersonalCall } from '../service/ChaosService';
import { personOf } from '../service/personal';

const STANDING = '/standing/:cluster/:kind/:namespace/:name';

/** The HTTP side of the chaos API. */
export function createRouter(options: {
  chaos: ChaosService;
  clusters: Pick<ClustersService, 'list'>;
  auth: AuthService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { chaos, auth, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter();

  const personal = (call: Call): PersonalCall => ({
    ...call,
    person: personOf(auth, call.credentials),
  });

  /** Does what changes something, and keeps who asked for it. */
  const act =
    <T>(
      eventId: string,
      request: AuditorServiceCreateEventOptions['request'],
      meta: object,
      work: (call: PersonalCall) => Promise<T>,
    ) =>
    (call: Call) =>
      audited(
        auditor,
        {
          eventId,
          request,
          meta: { ...meta },
        },
        async () => work(personal(call)),
      );

  /** The same once, kept for each cluster of a region by itself. */
  const actInRegion = <T>(
    eventId: string,
    request: AuditorServiceCreateEventOptions['request'],
    place: HaltedPlace,
    work: (call: PersonalCall) => Promise<T>,
  ) => {
    const clusters =
      place.region === undefined
        ? []
        : clustersIn(place, options.clusters.list());
    const [first = place, ...others] = clusters.map(({ name }) => ({
      ...place,
      cluster: name,
    }));
    return others.reduce(
      (before, meta) => (call: Call) =>
        audited(auditor, { eventId, request, meta }, () => before(call)),
      act(eventId, request, first, work),
    );
  };

  router.get('/clusters', (req, res, next) =>
    respond({ req, res, next }, call => chaos.clusters(call)),
  );

  router.get('/presets', (req, res, next) =>
    respond({ req, res, next }, call => chaos.presets(req.query.entity, call)),
  );

  router.post('/dry-runs', (req, res, next) =>
    respond(
      { req, res, next },
      act('dry-run', req, { cluster: req.body.cluster }, call =>
        chaos.dryRun(req.body, call),
      ),
    ),
  );

  router.get('/runs', (req, res, next) =>
    respond({ req, res, next }, call => chaos.runs(req.query, call)),
  );

  router.post('/runs', (req, res, next) => {
    const { cluster, manifest } = req.body;
    respond(
      { req, res, next },
      act('run-start', req, { cluster, manifest }, call =>
        chaos.start(req.body, call),
      ),
    );
  });

  router.get('/scores', (req, res, next) =>
    respond({ req, res, next }, call => chaos.score(req.query.entity, call)),
  );

  router.get('/runs/:id', (req, res, next) =>
    respond({ req, res, next }, call => chaos.run(req.params.id, call)),
  );

  router.post('/runs/:id/approve', (req, res, next) =>
    respond(
      { req, res, next },
      act('run-approve', req, req.params, call =>
        chaos.approve(req.params.id, call),
      ),
    ),
  );

  router.post('/runs/:id/reject', (req, res, next) => {
    const { id } = req.params;
    const { reason } = req.body;
    respond(
      { req, res, next },
      act('run-reject', req, { id, reason }, call =>
        chaos.reject({ id, reason }, call),
      ),
    );
  });

  router.post('/runs/:id/halt', (req, res, next) =>
    respond(
      { req, res, next },
      act('run-halt', req, req.params, call => chaos.halt(req.params.id, call)),
    ),
  );

  router.post('/runs/:id/pause', (req, res, next) =>
    respond(
      { req, res, next },
      act('run-pause', req, req.params, call =>
        chaos.pause(req.params.id, call),
      ),
    ),
  );

  router.post('/runs/:id/resume', (req, res, next) =>
    respond(
      { req, res, next },
      act('run-resume', req, req.params, call =>
        chaos.resume(req.params.id, call),
      ),
    ),
  );

  router.get('/standing', (req, res, next) =>
    respond({ req, res, next }, call => chaos.standing({}, call)),
  );

  router.post('/standing', (req, res, next) => {
    const { cluster, manifest } = req.body;
    respond(
      { req, res, next },
      act('standing-create', req, { cluster, manifest }, call =>
        chaos.createStanding(req.body, call),
      ),
    );
  });

  router.get('/calendar', (req, res, next) =>
    respond({ req, res, next }, call => chaos.calendar(req.query, call)),
  );

  router.post('/game-days', (req, res, next) =>
    respond(
      { req, res, next },
      act('game-day-plan', req, req.body, call =>
        chaos.planGameDay(req.body, call),
      ),
    ),
  );

  router.put('/game-days/:id', (req, res, next) => {
    const { id } = req.params;
    respond(
      { req, res, next },
      act('game-day-change', req, { id, ...req.body }, call =>
        chaos.changeGameDay({ id, plan: req.body }, call),
      ),
    );
  });

  router.post('/game-days/:id/cancel', (req, res, next) =>
    respond(
      { req, res, next },
      act('game-day-cancel', req, req.params, call =>
        chaos.cancelGameDay(req.params.id, call),
      ),
    ),
  );

  router.get(STANDING, (req, res, next) =>
    respond({ req, res, next }, call =>
      chaos.standingDetails(req.params, call),
    ),
  );

  router.delete(STANDING, (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-delete', req, req.params, call =>
        chaos.deleteStanding(
          { ...req.params, confirmation: req.query.confirmation },
          call,
        ),
      ),
    ),
  );

  router.post(`${STANDING}/pause`, (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-pause', req, req.params, call =>
        chaos.pauseStanding(req.params, call),
      ),
    ),
  );

  router.post(`${STANDING}/resume`, (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-resume', req, req.params, call =>
        chaos.resumeStanding(req.params, call),
      ),
    ),
  );

  router.post(`${STANDING}/run`, (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-run', req, req.params, call =>
        chaos.runStanding(
          { ...req.params, confirmation: req.body.confirmation },
          call,
        ),
      ),
    ),
  );

  router.get('/standing-requests/:id', (req, res, next) =>
    respond({ req, res, next }, call =>
      chaos.standingRequest(req.params.id, call),
    ),
  );

  router.post('/standing-requests/:id/approve', (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-approve', req, req.params, call =>
        chaos.approveStanding(req.params.id, call),
      ),
    ),
  );

  router.post('/standing-requests/:id/reject', (req, res, next) => {
    const { id } = req.params;
    const { reason } = req.body;
    respond(
      { req, res, next },
      act('standing-reject', req, { id, reason }, call =>
        chaos.rejectStanding({ id, reason }, call),
      ),
    );
  });

  router.post('/standing-requests/:id/withdraw', (req, res, next) =>
    respond(
      { req, res, next },
      act('standing-withdraw', req, req.params, call =>
        chaos.withdrawStanding(req.params.id, call),
      ),
    ),
  );

  router.post('/halts', (req, res, next) =>
    respond(
      { req, res, next },
      actInRegion('halt-all', req, req.body, call =>
        chaos.haltAll(req.body, call),
      ),
    ),
  );

  router.delete('/halts', (req, res, next) =>
    respond(
      { req, res, next },
      actInRegion('arm', req, req.query, call => chaos.arm(req.query, call)),
    ),
  );

  return router;
}
