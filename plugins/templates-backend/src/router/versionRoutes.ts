import { type AuditorService } from '@backstage/backend-plugin-api';
import {
  audited,
  type Respond,
} from '@shop-platform/backstage-plugin-platform-node';
import { type createOpenApiRouter } from '../schema/openapi.generated';
import { type VisibleRenderings } from '../versions/VisibleRenderings';

/** The route that says what was made from which version of a template. */
export function addVersionRoutes(
  router: ReturnType<typeof createOpenApiRouter>,
  options: {
    auditor: AuditorService;
    renderings: VisibleRenderings;
    respond: Respond;
  },
): void {
  const { auditor, renderings, respond } = options;

  router.get('/renderings', (req, res, next) => {
    const { entityRef } = req.query;
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'template-renderings-fetch',
          request: req,
          meta: { entityRef },
        },
        () => renderings.list({ entityRef }, call),
      ),
    );
  });
}
