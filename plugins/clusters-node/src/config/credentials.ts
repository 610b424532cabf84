import { readFile } from 'node:fs/promises';
import { GoogleAuth } from 'google-auth-library';
import { type Credential } from './types';

const MOUNTED_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const CLOUD_SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

/** A fixed token, or the one that Kubernetes keeps fresh in the portal's own pod. */
export function serviceAccount(token: string | undefined): Credential {
  return {
    async token() {
      return token ?? (await readFile(MOUNTED_TOKEN, 'utf8')).trim();
    },
  };
}

/** The portal's own Google identity: workload identity, or a key that the environment names. */
export function googleServiceAccount(): Credential {
  const auth = new GoogleAuth({ scopes: CLOUD_SCOPE });
  return {
    async token() {
      return (await auth.getAccessToken()) ?? undefined;
    },
  };
}

/** `kubectl proxy` adds its own. */
export const noCredential: Credential = {
  async token() {
    return undefined;
  },
};

/** Named in each answer instead of stopping the portal, which has other clusters. */
export function unsupported(authProvider: string): Credential {
  return {
    async token() {
      throw new Error(
        `the auth provider '${authProvider}' needs a person's own credential; give the cluster 'serviceAccount' or 'googleServiceAccount'`,
      );
    },
  };
}
