import {
  type AuditorService,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  audited,
  createResponder,
} from '@shop-platform/backstage-plugin-platform-node';
import { type Router } from 'express';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type RegionsService } from '../service/RegionsService';

/** The HTTP side of the regions API. */
export function createRouter(options: {
  regions: RegionsService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { regions, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter();

  router.get('/', (req, res, next) =>
    respond({ req, res, next }, ({ credentials }) =>
      audited(
        auditor,
        { eventId: 'regions-fetch', request: req },
        async () => ({
          regions: await regions.list({ credentials }),
        }),
      ),
    ),
  );

  router.get('/:name', (req, res, next) => {
    const { name } = req.params;
    respond({ req, res, next }, ({ credentials }) =>
      audited(
        auditor,
        { eventId: 'region-fetch', request: req, meta: { region: name } },
        () => regions.get(name, { credentials }),
      ),
    );
  });

  router.get('/entities/:kind/:namespace/:name', (req, res, next) => {
    const { kind, namespace, name } = req.params;
    const ref = { kind, namespace, name };
    respond({ req, res, next }, ({ credentials }) =>
      audited(
        auditor,
        { eventId: 'entity-regions-fetch', request: req, meta: { ref } },
        () => regions.entity(ref, { credentials }),
      ),
    );
  });

  return router;
}
