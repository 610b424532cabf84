import {
  type AuditorService,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { getDashboardJsonSchema } from '@shop-platform/backstage-plugin-analytics-common';
import {
  audited,
  createResponder,
} from '@shop-platform/backstage-plugin-platform-node';
import { type Router } from 'express';
import { type AuthorizedPipelines } from '../pipelines/AuthorizedPipelines';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type AuthorizedExplorer } from '../service/AuthorizedExplorer';
import { type DashboardService } from '../service/DashboardService';

/** The HTTP side of the analytics API. */
export function createRouter(options: {
  dashboards: DashboardService;
  explorer: AuthorizedExplorer;
  pipelines: AuthorizedPipelines;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { dashboards, explorer, pipelines, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter();

  router.get('/tenants', (req, res, next) =>
    respond({ req, res, next }, call => dashboards.tenants(call)),
  );

  router.get('/dashboards', (req, res, next) =>
    respond({ req, res, next }, call =>
      dashboards.list(req.query.entityRef, call),
    ),
  );

  router.post('/dashboards/validate', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(auditor, { eventId: 'dashboard-validate', request: req }, () =>
        dashboards.validate(req.body.yaml, call),
      ),
    ),
  );

  router.post('/dashboards/preview', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'dashboard-preview',
          request: req,
          meta: { panel: req.body.panel, yaml: req.body.yaml },
        },
        () => dashboards.preview(req.body, call),
      ),
    ),
  );

  router.get('/dashboards/schema', (req, res, next) =>
    respond({ req, res, next }, async call => {
      await dashboards.schema(call);
      return getDashboardJsonSchema();
    }),
  );

  router.get(
    '/dashboards/:kind/:namespace/:entityName/:dashboard',
    (req, res, next) =>
      respond({ req, res, next }, call => dashboards.details(req.params, call)),
  );

  router.post(
    '/dashboards/:kind/:namespace/:entityName/:dashboard/panels/:panel/data',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        audited(
          auditor,
          { eventId: 'panel-read', request: req, meta: { ...req.params } },
          () => dashboards.panelData(req.params, req.body, call),
        ),
      ),
  );

  router.post(
    '/dashboards/:kind/:namespace/:entityName/:dashboard/panels/:panel/rows',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        audited(
          auditor,
          { eventId: 'panel-rows-read', request: req, meta: { ...req.params } },
          () => dashboards.panelRows(req.params, req.body, call),
        ),
      ),
  );

  router.get(
    '/dashboards/:kind/:namespace/:entityName/:dashboard/parameters/:parameter/suggestions',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        dashboards.suggestions(req.params, req.query, call),
      ),
  );

  router.get('/explorer', (req, res, next) =>
    respond({ req, res, next }, call => explorer.describe(call)),
  );

  router.get('/explorer/schema', (req, res, next) =>
    respond({ req, res, next }, call => explorer.schema(call)),
  );

  router.post('/explorer/estimate', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'query-estimate',
          request: req,
          meta: { sql: req.body.sql, tenant: req.body.tenant },
        },
        () => explorer.estimate(req.body, call),
      ),
    ),
  );

  router.post('/explorer/query', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'query-run',
          request: req,
          meta: { sql: req.body.sql, tenant: req.body.tenant },
        },
        () => explorer.query(req.body, call),
      ),
    ),
  );

  router.get('/pipelines', (req, res, next) =>
    respond({ req, res, next }, call => pipelines.list(call)),
  );

  router.get('/pipelines/:pipeline/runs', (req, res, next) =>
    respond({ req, res, next }, call =>
      pipelines.runs(req.params.pipeline, call),
    ),
  );

  router.get('/pipelines/:pipeline/runs/:run', (req, res, next) =>
    respond({ req, res, next }, call =>
      pipelines.run(req.params.pipeline, req.params.run, call),
    ),
  );

  router.post('/pipelines/:pipeline/runs', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'pipeline-run',
          request: req,
          meta: { ...req.params, tables: req.body.tables },
        },
        () => pipelines.start(req.params.pipeline, req.body, call),
      ),
    ),
  );

  router.post('/pipelines/:pipeline/backfills', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'pipeline-backfill',
          request: req,
          meta: { ...req.params, ...req.body },
        },
        () => pipelines.backfill(req.params.pipeline, req.body, call),
      ),
    ),
  );

  return router;
}
