import { type SpanKind } from '@shop-platform/backstage-plugin-traces-common';

const KINDS: readonly SpanKind[] = [
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];

/** The kind that the exporter means by `Server`, or by `SPAN_KIND_SERVER` as it used to write. */
export function toKind(text: string): SpanKind {
  const name = text.replace(/^SPAN_KIND_/, '').toLowerCase();
  return KINDS.find(kind => kind === name) ?? 'unspecified';
}

/** The status that the exporter means by `Error`, or by `STATUS_CODE_ERROR`. */
export function toStatusCode(text: string): 'unset' | 'ok' | 'error' {
  switch (text.replace(/^STATUS_CODE_/, '').toLowerCase()) {
    case 'ok':
      return 'ok';
    case 'error':
      return 'error';
    default:
      return 'unset';
  }
}
