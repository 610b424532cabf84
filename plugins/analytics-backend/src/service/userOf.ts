import { type BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who asks, for the count of queries at once. */
export function userOf({ principal }: BackstageCredentials): string {
  if (typeof principal === 'object' && principal !== null) {
    if ('userEntityRef' in principal) {
      return String(principal.userEntityRef);
    }
    if ('subject' in principal) {
      return String(principal.subject);
    }
  }
  return 'unknown';
}
