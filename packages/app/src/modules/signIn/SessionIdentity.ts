import { ResponseError } from '@backstage/errors';
import {
  type BackstageUserIdentity,
  type DiscoveryApi,
  type IdentityApi,
  type ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const sessionSchema = z.object({
  profile: z.object({
    email: z.string().optional(),
    displayName: z.string().optional(),
    picture: z.string().optional(),
  }),
  backstageIdentity: z.object({
    token: z.string().min(1),
    expiresInSeconds: z.number().positive().default(300),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

type Session = z.infer<typeof sessionSchema> & {
  refreshAt: number;
  expiresAt: number;
};

/** Renewed this much of its life before a token expires. */
const RENEWAL_SHARE = 0.2;

/** What a session is asked of, and what to do when it ends. */
export interface SessionIdentityOptions {
  discoveryApi: DiscoveryApi;
  /** The provider of the auth back end that answers without credentials. */
  provider: 'personas' | 'guest';
  headers?: Record<string, string>;
  onSignOut(): void;
}

/**
 * The identity of a person for whom the auth back end needs no credentials.
 * The token is renewed before it expires, by whoever asks for it next.
 */
export class SessionIdentity implements IdentityApi {
  readonly #options: SessionIdentityOptions;
  #session: Session;
  #renewal: Promise<Session> | undefined;

  /**
   * @throws ResponseError when the back end refuses
   */
  static async start(
    options: SessionIdentityOptions,
    signal?: AbortSignal,
  ): Promise<SessionIdentity> {
    return new SessionIdentity(options, await fetchSession(options, signal));
  }

  private constructor(options: SessionIdentityOptions, session: Session) {
    this.#options = options;
    this.#session = session;
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return this.#session.profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return this.#session.backstageIdentity.identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    const session = await this.#currentSession();
    return { token: session.backstageIdentity.token };
  }

  async signOut(): Promise<void> {
    this.#options.onSignOut();
  }

  async #currentSession(): Promise<Session> {
    if (Date.now() < this.#session.refreshAt) {
      return this.#session;
    }
    this.#renewal ??= this.#renew();
    try {
      return await this.#renewal;
    } catch (error) {
      // A back end that is restarting does not end a session that still holds.
      if (Date.now() < this.#session.expiresAt) {
        return this.#session;
      }
      throw error;
    }
  }

  async #renew(): Promise<Session> {
    try {
      this.#session = await fetchSession(this.#options);
      return this.#session;
    } finally {
      this.#renewal = undefined;
    }
  }
}

async function fetchSession(
  { discoveryApi, provider, headers }: SessionIdentityOptions,
  signal?: AbortSignal,
): Promise<Session> {
  const baseUrl = await discoveryApi.getBaseUrl('auth');
  // Not through fetchApi: that one waits for the token fetched here.
  const response = await fetch(`${baseUrl}/${provider}/refresh`, {
    signal,
    credentials: 'include',
    headers: { 'X-Requested-With': 'XMLHttpRequest', ...headers },
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }

  const session = sessionSchema.parse(await response.json());
  const lifetime = session.backstageIdentity.expiresInSeconds * 1000;
  const now = Date.now();
  return {
    ...session,
    refreshAt: now + lifetime * (1 - RENEWAL_SHARE),
    expiresAt: now + lifetime,
  };
}
