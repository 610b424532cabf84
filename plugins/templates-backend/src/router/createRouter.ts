import {
  type AuditorService,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { createResponder } from '@shop-platform/backstage-plugin-platform-node';
import express, { type Router } from 'express';
import { type RenderService } from '../render/RenderService';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { type VisibleRenderings } from '../versions/VisibleRenderings';
import { addRenderRoutes } from './renderRoutes';
import { addVersionRoutes } from './versionRoutes';

/** What the person types, with room to spare: a form is no upload. */
const MAX_BODY = '1mb';

/** The HTTP side of the templates API; each group of routes has a file of its own. */
export function createRouter(options: {
  renderer: RenderService;
  renderings: VisibleRenderings;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Router {
  const { renderer, renderings, auditor } = options;
  const respond = createResponder(options.httpAuth);
  const router = createOpenApiRouter({
    middleware: [express.json({ limit: MAX_BODY })],
  });

  addRenderRoutes(router, { auditor, renderer, respond });
  addVersionRoutes(router, { auditor, renderings, respond });
  return router;
}
