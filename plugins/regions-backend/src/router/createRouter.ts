import {
  type AuditorService,
  type BackstageCredentials,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { type NextFunction, type Response, type Router } from 'express';
import { audited } from '../audited';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type RegionsService } from '../service/RegionsService';

type Exchange<T> = {
  req: Parameters<HttpAuthService['credentials']>[0];
  res: Response<T>;
  next: NextFunction;
};

/** The HTTP side of the regions API. */
export function createRouter(options: {
  regions: RegionsService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { regions, httpAuth, auditor } = options;
  const router = createOpenApiRouter();

  function respond<T>(
    { req, res, next }: Exchange<T>,
    read: (credentials: BackstageCredentials) => Promise<T>,
  ): void {
    httpAuth
      .credentials(req, { allow: ['user', 'service'] })
      .then(read)
      .then(answer => res.json(answer))
      .catch(next);
  }

  router.get('/', (req, res, next) =>
    respond({ req, res, next }, credentials =>
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
    respond({ req, res, next }, credentials =>
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
    respond({ req, res, next }, credentials =>
      audited(
        auditor,
        { eventId: 'entity-regions-fetch', request: req, meta: { ref } },
        () => regions.entity(ref, { credentials }),
      ),
    );
  });

  return router;
}
