import {
  type AuthService,
  type BackstageCredentials,
  type UserInfoService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { type TenantConfig } from '../config';

/** Decides whose data a caller reads. */
export class Tenants {
  readonly #tenants: readonly TenantConfig[];
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    tenants: readonly TenantConfig[];
    auth: AuthService;
    userInfo: UserInfoService;
  }) {
    this.#tenants = options.tenants;
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
  }

  /** Those that the caller may read. */
  async of(credentials: BackstageCredentials): Promise<TenantConfig[]> {
    const refs = new Set(await this.#refsOf(credentials));
    return this.#tenants.filter(
      ({ groups }) => !groups || groups.some(group => refs.has(group)),
    );
  }

  /**
   * @throws NotAllowedError when it is none of the caller's, in the same words whether it exists
   * @throws InputError when the caller has to say which
   */
  async choose(
    name: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const own = await this.of(credentials);
    if (own.length === 0) {
      throw new NotAllowedError(
        `You may not read the data of any tenant: that takes one of its groups under analytics.tenants`,
      );
    }
    if (name === undefined) {
      if (own.length > 1) {
        throw new InputError(
          `Say whose data you want: tenant is one of ${own
            .map(tenant => tenant.name)
            .join(', ')}`,
        );
      }
      return own[0].name;
    }
    if (!own.some(tenant => tenant.name === name)) {
      throw new NotAllowedError(
        `You may not read the data of the tenant '${name}'`,
      );
    }
    return name;
  }

  async #refsOf(credentials: BackstageCredentials): Promise<string[]> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return [];
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.map(ref => ref.toLocaleLowerCase('en-US'));
  }
}
