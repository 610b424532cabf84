import { type AuditorService } from '@backstage/backend-plugin-api';
import {
  audited,
  type Respond,
} from '@shop-platform/backstage-plugin-platform-node';
import { type RenderService } from '../render/RenderService';
import { type createOpenApiRouter } from '../schema/openapi.generated';

/** The route that renders. */
export function addRenderRoutes(
  router: ReturnType<typeof createOpenApiRouter>,
  options: {
    auditor: AuditorService;
    renderer: RenderService;
    respond: Respond;
  },
): void {
  const { auditor, renderer, respond } = options;

  router.post('/render', (req, res, next) => {
    const { templateRef } = req.body;
    respond({ req, res, next }, call =>
      audited(
        auditor,
        {
          eventId: 'template-render',
          request: req,
          // Without the values: among them may be what is no one else's business.
          meta: { templateRef },
        },
        () => renderer.render(req.body, call),
      ),
    );
  });
}
