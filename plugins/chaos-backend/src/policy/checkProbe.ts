import {
  statusCheckSpecSchema,
  type ChaosFinding,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type PolicySettings } from '../config';
import { type Probe } from '../manifest/partsOf';

/** Read as text: what parses URLs here and there does not read all alike. */
const SERVICE_URL =
  /^https?:\/\/[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.([-a-z0-9]+)\.svc(?:\.cluster\.local)?(?::\d{1,5})?(?:[/?][^\s\\#]*)?$/;

/** Those that say who asks, or as whom, are not among them. */
const HEADERS = ['accept', 'accept-language', 'user-agent'];

/**
 * Whether a StatusCheck asks only what experiments may reach: Chaos Mesh sends
 * the request, from where it reaches what the writer may not.
 */
export function checkProbe(
  { spec, path }: Probe,
  { namespaces, statusUrls }: Pick<PolicySettings, 'namespaces' | 'statusUrls'>,
): ChaosFinding[] {
  const http = statusCheckSpecSchema.safeParse(spec).data?.http;
  const refuse = (field: string, message: string): ChaosFinding => ({
    rule: 'namespace',
    ok: false,
    path: `${path}.http${field}`,
    message,
  });
  if (!http) {
    return [refuse('', 'It asks nothing over HTTP')];
  }
  const namespace = SERVICE_URL.exec(http.url)?.[1];
  const headers = Object.keys(http.headers ?? {}).filter(
    name => !HEADERS.includes(name.toLocaleLowerCase('en-US')),
  );
  return [
    ...(statusUrls.includes(http.url) ||
    (namespace !== undefined && namespaces.includes(namespace))
      ? []
      : [
          refuse(
            '.url',
            `A StatusCheck may ask Services of ${
              namespaces.join(', ') || 'no namespace'
            } (chaos.policy.namespaces), such as http://web.${
              namespaces[0] ?? 'shop'
            }.svc/healthz, and what chaos.policy.statusUrls names (${
              statusUrls.join(', ') || 'nothing yet'
            })`,
          ),
        ]),
    ...(headers.length > 0
      ? [
          refuse(
            '.headers',
            `A StatusCheck may send ${HEADERS.join(
              ', ',
            )}, and not ${headers.join(', ')}`,
          ),
        ]
      : []),
    ...((http.method ?? 'GET') === 'GET' && !http.body
      ? []
      : [
          refuse(
            '.method',
            'A StatusCheck may only ask: GET, and without a body',
          ),
        ]),
  ];
}
