import { InputError } from '@backstage/errors';
import { type TraceRequest } from '../service/TracesService';
import { parseAnyWindow, type WindowText } from './window';

const TRACE_ID = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/i;

/** Reads which trace is wanted. */
export function parseTraceRequest({
  traceId,
  from,
  to,
  source,
}: Partial<WindowText> & { traceId: string; source?: string }): TraceRequest {
  if (!TRACE_ID.test(traceId)) {
    throw new InputError(
      'The trace id is not hexadecimal of 32 digits (or, from older senders, 16)',
    );
  }
  if ((from === undefined) !== (to === undefined)) {
    throw new InputError('Give from and to together, or none of them');
  }
  return {
    traceId: traceId.toLowerCase(),
    window:
      from === undefined || to === undefined
        ? undefined
        : parseAnyWindow({ from, to }),
    source,
  };
}
