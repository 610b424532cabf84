import {
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';

/**
 * The person behind a call, always written alike: upper and lower case name the
 * same one. Only people break things: a service has nobody who
 * answers for it.
 *
 * @throws NotAllowedError
 */
export function personOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  if (!auth.isPrincipal(credentials, 'user')) {
    throw new NotAllowedError('Only a person who is signed in may do that');
  }
  return stringifyEntityRef(
    parseEntityRef(credentials.principal.userEntityRef),
  );
}

/** Who is behind a call, a person or a service, as an audit record names them. */
export function callerOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): string {
  if (auth.isPrincipal(credentials, 'service')) {
    return credentials.principal.subject;
  }
  return auth.isPrincipal(credentials, 'user')
    ? personOf(auth, credentials)
    : 'nobody';
}
