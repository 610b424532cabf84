import { type PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  taskCreatePermission,
  templateDryRunPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import { type RenderTemplateRequest } from '@shop-platform/backstage-plugin-templates-common';
import { type RenderService } from './RenderService';

/** What a dry run takes; asked for before a template is read for the caller. */
const NEEDED = [taskCreatePermission, templateDryRunPermission];

/** Renders for those who may do a dry run in the scaffolder, and for nobody else. */
export class AuthorizedRenderer implements RenderService {
  readonly #renderer: RenderService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    renderer: RenderService;
    permissions: PermissionsService;
  }) {
    this.#renderer = options.renderer;
    this.#permissions = options.permissions;
  }

  async render(request: RenderTemplateRequest, call: Call) {
    const decisions = await this.#permissions.authorize(
      NEEDED.map(permission => ({ permission })),
      { credentials: call.credentials },
    );
    const refused = NEEDED.filter(
      (_, index) => decisions[index].result !== AuthorizeResult.ALLOW,
    );
    if (refused.length > 0) {
      throw new NotAllowedError(
        `You may not render templates: that takes ${refused
          .map(({ name }) => name)
          .join(' and ')}`,
      );
    }
    return this.#renderer.render(request, call);
  }
}
