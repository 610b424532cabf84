import { isResponseError, type StatusLevel } from '@shop-platform/ui-kit';

/**
 * What a failed check says. Somebody who may not ask learns nothing about how
 * the part is; everybody else did not get an answer they should have got.
 */
export function levelOfFailure(error: Error): StatusLevel {
  const isRefusal =
    isResponseError(error) && [401, 403].includes(error.statusCode);
  return isRefusal ? 'unknown' : 'down';
}
