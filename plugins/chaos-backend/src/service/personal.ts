import {
  type AuthService,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/**
 * The person behind a call. Only people break things: a service has nobody who
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
  return credentials.principal.userEntityRef;
}
