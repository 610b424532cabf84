import { ResponseError } from '@backstage/errors';

/**
 * What a request fails with where a gateway answers for a back end that is
 * down, with a page of its own.
 *
 * @public
 */
export function gatewayRefusal(status: number): Promise<Error> {
  return ResponseError.fromResponse(
    new Response('<html><h1>No healthy upstream</h1></html>', {
      status,
      headers: { 'content-type': 'text/html' },
    }),
  );
}
