import {
  ChaosRecord,
  ExperimentOf,
  INJECTED,
  parseDuration,
} from '@shop-platform/backstage-plugin-chaos-common';
import { HttpRule } from '../../network/http/types';

/** What an HTTPChaos with these records does to the requests of a cluster. */
export function httpRules(
  { spec }: ExperimentOf<'HTTPChaos'>,
  records: ChaosRecord[],
): HttpRule[] {
  const pods = records
    .filter(({ phase }) => phase === INJECTED)
    .map(({ id }) => id);
  if (pods.length === 0) {
    return [];
  }
  const { replace, patch } = spec;
  return [
    {
      pods,
      port: spec.port ?? 0,
      target: spec.target === 'Request' ? 'request' : 'response',
      matches: {
        path: spec.path,
        method: spec.method,
        code: spec.code,
        requestHeaders: spec.request_headers,
        responseHeaders: spec.response_headers,
      },
      abort: spec.abort,
      ...(spec.delay && { delayMs: parseDuration(spec.delay) }),
      ...(replace && {
        replace: {
          ...replace,
          body:
            replace.body === undefined
              ? undefined
              : Buffer.from(replace.body, 'base64'),
        },
      }),
      ...(patch && {
        patch: {
          ...(patch.body && { body: JSON.parse(patch.body.value) }),
          queries: pairs(patch.queries),
          headers: pairs(patch.headers),
        },
      }),
    },
  ];
}

function pairs(given: string[][] = []): [string, string][] {
  return given.map(([name = '', value = '']) => [name, value]);
}
