import { celFunc, celMethod, CelScalar, mapType } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';

const { STRING, BOOL } = CelScalar;
const URL_PARTS = mapType(STRING, STRING);

function parts(text: string): Map<string, string> {
  const { protocol, host, hostname, port, pathname } = new URL(text);
  return new Map([
    ['scheme', protocol.replace(/:$/, '')],
    ['host', host],
    ['hostname', hostname],
    ['port', port],
    ['path', pathname],
  ]);
}

/** Kubernetes' functions on top of CEL's own; `url` is a map of its parts here. */
export const library = [
  ...strings,
  celFunc('isURL', [STRING], BOOL, text => URL.canParse(text)),
  celFunc('url', [STRING], URL_PARTS, text => parts(text)),
  ...[
    ['getScheme', 'scheme'],
    ['getHost', 'host'],
    ['getHostname', 'hostname'],
    ['getPort', 'port'],
    ['getEscapedPath', 'path'],
  ].map(([name, part]) =>
    celMethod(name, URL_PARTS, [], STRING, function read() {
      return String(this.get(part) ?? '');
    }),
  ),
];
