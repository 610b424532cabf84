import {
  type AuditorService,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  audited,
  createResponder,
} from '@shop-platform/backstage-plugin-platform-node';
import { type Router } from 'express';
import { type TracesLimits } from '../config';
import { parseRedRequest } from '../requests/redRequest';
import { parseRuntimeRequest } from '../requests/runtimeRequest';
import { parseSearchQuery } from '../requests/searchQuery';
import { parseTraceRequest } from '../requests/traceRequest';
import { parseWindow } from '../requests/window';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type TracesService } from '../service/TracesService';

/** The HTTP side of the traces API. */
export function createRouter(options: {
  traces: TracesService;
  limits: TracesLimits;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { traces, limits, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter();

  router.get('/sources', (req, res, next) =>
    respond({ req, res, next }, async call => ({
      sources: await traces.sources(call),
    })),
  );

  router.get('/services', (req, res, next) => {
    const query = {
      ...parseWindow(req.query, limits),
      source: req.query.source,
    };
    respond({ req, res, next }, call => traces.services(query, call));
  });

  router.get('/operations', (req, res, next) => {
    const { service, source } = req.query;
    const query = { ...parseWindow(req.query, limits), service, source };
    respond({ req, res, next }, call => traces.operations(query, call));
  });

  router.get('/search', (req, res, next) => {
    const query = parseSearchQuery(req.query, limits);
    respond({ req, res, next }, call =>
      audited(auditor, { eventId: 'trace-search', request: req }, () =>
        traces.search(query, call),
      ),
    );
  });

  router.get('/traces/:traceId', (req, res, next) => {
    const request = parseTraceRequest({ ...req.query, ...req.params });
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'trace-fetch',
          request: req,
          meta: { traceId: request.traceId },
        },
        () => traces.trace(request, call),
      ),
    );
  });

  router.get('/red', (req, res, next) => {
    const query = parseRedRequest(req.query, limits);
    respond({ req, res, next }, call => traces.red(query, call));
  });

  router.get('/red-by-resource', (req, res, next) => {
    const { attribute, splitBy, source } = req.query;
    const query = {
      ...parseWindow(req.query, limits),
      ...{ attribute, splitBy, source },
    };
    respond({ req, res, next }, call => traces.redByResource(query, call));
  });

  router.get('/runtime', (req, res, next) => {
    const query = parseRuntimeRequest(req.query, limits);
    respond({ req, res, next }, call => traces.runtime(query, call));
  });

  router.get('/edges', (req, res, next) => {
    const query = {
      ...parseWindow(req.query, limits),
      source: req.query.source,
    };
    respond({ req, res, next }, call => traces.edges(query, call));
  });

  return router;
}
