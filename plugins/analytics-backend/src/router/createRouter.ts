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
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type AnalyticsService } from '../service/AnalyticsService';

/** The HTTP side of the analytics API. */
export function createRouter(options: {
  analytics: AnalyticsService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { analytics, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter();

  router.get('/tenants', (req, res, next) =>
    respond({ req, res, next }, call => analytics.tenants(call)),
  );

  router.get('/dashboards', (req, res, next) =>
    respond({ req, res, next }, call =>
      analytics.dashboards(req.query.entityRef, call),
    ),
  );

  router.post('/dashboards/validate', (req, res, next) =>
    respond({ req, res, next }, call =>
      audited(auditor, { eventId: 'dashboard-validate', request: req }, () =>
        analytics.validate(req.body.yaml, call),
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
        () => analytics.preview(req.body, call),
      ),
    ),
  );

  router.get('/dashboards/schema', (req, res, next) =>
    respond({ req, res, next }, async call => {
      await analytics.schema(call);
      return getDashboardJsonSchema();
    }),
  );

  router.get(
    '/dashboards/:kind/:namespace/:entityName/:dashboard',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        analytics.dashboard(req.params, call),
      ),
  );

  router.post(
    '/dashboards/:kind/:namespace/:entityName/:dashboard/panels/:panel/data',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        audited(
          auditor,
          { eventId: 'panel-read', request: req, meta: { ...req.params } },
          () => analytics.panelData(req.params, req.body, call),
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
          () => analytics.panelRows(req.params, req.body, call),
        ),
      ),
  );

  router.get(
    '/dashboards/:kind/:namespace/:entityName/:dashboard/parameters/:parameter/suggestions',
    (req, res, next) =>
      respond({ req, res, next }, call =>
        analytics.suggestions(req.params, req.query, call),
      ),
  );

  router.get('/explorer', (req, res, next) =>
    respond({ req, res, next }, call => analytics.explorer(call)),
  );

  router.get('/explorer/schema', (req, res, next) =>
    respond({ req, res, next }, call => analytics.explorerSchema(call)),
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
        () => analytics.estimate(req.body, call),
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
        () => analytics.query(req.body, call),
      ),
    ),
  );

  router.get('/pipelines', (req, res, next) =>
    respond({ req, res, next }, call => analytics.pipelines(call)),
  );

  router.get('/pipelines/:pipeline/runs', (req, res, next) =>
    respond({ req, res, next }, call =>
      analytics.pipelineRuns(req.params.pipeline, call),
    ),
  );

  router.get('/pipelines/:pipeline/runs/:run', (req, res, next) =>
    respond({ req, res, next }, call =>
      analytics.pipelineRun(req.params.pipeline, req.params.run, call),
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
        () => analytics.startPipeline(req.params.pipeline, req.body, call),
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
        () => analytics.backfillPipeline(req.params.pipeline, req.body, call),
      ),
    ),
  );

  return router;
}
