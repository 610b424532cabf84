import { audited } from '@shop-platform/backstage-plugin-platform-node';
import { digestTrace } from '../digest/digestTrace';
import { parseTraceRequest } from '../requests/traceRequest';
import { DEFAULT_SPANS, getTraceInput, getTraceOutput } from './getTraceSchema';
import { type TracesActionOptions } from './types';

const DESCRIPTION = `
Sums up one recorded request (distributed trace): a sentence on what happened, the services it passed through, where its time went, which spans failed and with what message, and a link to all of it in the portal.

'criticalPath' holds the spans that the request waited for, those it waited for the longest first; 'selfMs' is how long it waited for the span itself and for none below. 'errors' holds the failed spans by start time. Of services that the caller may not read, only the times of spans are shown. Read 'notes': they say what is missing.

Get trace ids from find-traces, from a log line, or from the traceparent header of a request.`.trim();

/** Sums up a trace for agents. */
export function createGetTraceAction(options: TracesActionOptions): void {
  const { actionsRegistry, auditor, traces, urlOf } = options;
  actionsRegistry.register({
    name: 'get-trace',
    title: 'Get a trace',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: getTraceInput, output: getTraceOutput },
    examples: [
      {
        title: 'Why was this request slow?',
        input: { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
      },
    ],
    action: async ({ input, credentials }) => {
      const { maxSpans = DEFAULT_SPANS, ...text } = input;
      const request = parseTraceRequest(text);
      const { traceId } = request;
      const { signal } = new AbortController();
      const trace = await audited(
        auditor,
        { eventId: 'trace-fetch', meta: { queryType: 'action', traceId } },
        () => traces.trace(request, { credentials, signal }),
      );
      return {
        output: {
          ...digestTrace(trace, maxSpans),
          traceId,
          url: urlOf(traceId),
        },
      };
    },
  });
}
