import { UserIdentity } from '@backstage/core-components';
import { NotFoundError } from '@backstage/errors';
import {
  discoveryApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  type ApiHolder,
  type ApiRef,
  type BackstageIdentityApi,
  type IdentityApi,
  type ProfileInfoApi,
  type SessionApi,
} from '@backstage/frontend-plugin-api';
import { rememberedChoice } from './rememberedChoice';
import { SessionIdentity } from './SessionIdentity';
import { type AccountProvider, type SignInOption } from './signInOptions';

type AccountApi = ProfileInfoApi & BackstageIdentityApi & SessionApi;

const ACCOUNT_APIS: Record<AccountProvider, ApiRef<AccountApi>> = {
  github: githubAuthApiRef,
  gitlab: gitlabAuthApiRef,
  google: googleAuthApiRef,
  microsoft: microsoftAuthApiRef,
  okta: oktaAuthApiRef,
};

/** How a session is to be started. */
export interface StartSessionOptions {
  /** Whether the person asked for it just now, so that a window may open. */
  interactive: boolean;
  signal: AbortSignal;
}

function requireApi<T>(apis: ApiHolder, ref: ApiRef<T>): T {
  const api = apis.get(ref);
  if (!api) {
    throw new NotFoundError(`No API with the id '${ref.id}' is installed`);
  }
  return api;
}

async function startAccountSession(
  accountApi: AccountApi,
  { interactive }: StartSessionOptions,
): Promise<IdentityApi | undefined> {
  const response = await accountApi.getBackstageIdentity(
    interactive ? { instantPopup: true } : { optional: true },
  );
  if (!response) {
    return undefined;
  }
  const identity = UserIdentity.create({
    identity: response.identity,
    authApi: accountApi,
  });
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      rememberedChoice.forget();
      await identity.signOut();
    },
  };
}

/**
 * Signs in the chosen way.
 *
 * @returns the identity; undefined when an account has no session to go on with
 */
export async function startSession(
  option: SignInOption,
  apis: ApiHolder,
  options: StartSessionOptions,
): Promise<IdentityApi | undefined> {
  if (option.kind === 'account') {
    const accountApi = requireApi(apis, ACCOUNT_APIS[option.provider]);
    return startAccountSession(accountApi, options);
  }
  return SessionIdentity.start(
    {
      discoveryApi: requireApi(apis, discoveryApiRef),
      onSignOut: rememberedChoice.forget,
      ...(option.kind === 'persona'
        ? { provider: 'personas', headers: { 'X-Persona': option.personaId } }
        : { provider: 'guest' }),
    },
    options.signal,
  );
}
