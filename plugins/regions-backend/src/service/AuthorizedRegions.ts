import { type PermissionsService } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import {
  regionsEntityReadPermission,
  regionsReadPermission,
} from '@shop-platform/backstage-plugin-regions-common';
import {
  type RegionsService,
  type RegionsServiceOptions,
} from './RegionsService';

/** Tells each caller what they may read, and nothing else. */
export class AuthorizedRegions implements RegionsService {
  readonly #regions: RegionsService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    regions: RegionsService;
    permissions: PermissionsService;
  }) {
    this.#regions = options.regions;
    this.#permissions = options.permissions;
  }

  async list(options: RegionsServiceOptions) {
    await this.#assert({ permission: regionsReadPermission }, options);
    return this.#regions.list(options);
  }

  async get(name: string, options: RegionsServiceOptions) {
    await this.#assert({ permission: regionsReadPermission }, options);
    return this.#regions.get(name, options);
  }

  async entity(ref: CompoundEntityRef, options: RegionsServiceOptions) {
    await this.#assert(
      {
        permission: regionsEntityReadPermission,
        resourceRef: stringifyEntityRef(ref),
      },
      options,
    );
    return this.#regions.entity(ref, options);
  }

  async #assert(
    request: AuthorizePermissionRequest,
    { credentials }: RegionsServiceOptions,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([request], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      const { name } = request.permission;
      const subject =
        'resourceRef' in request
          ? `where ${request.resourceRef} runs`
          : 'how the regions are';
      throw new NotAllowedError(
        `You may not read ${subject}: that takes ${name}`,
      );
    }
  }
}
