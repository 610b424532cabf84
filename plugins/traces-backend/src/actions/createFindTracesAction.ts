import {
  type TraceSearchResult,
  type TraceSummary,
} from '@shop-platform/backstage-plugin-traces-common';
import { audited } from '@shop-platform/backstage-plugin-platform-node';
import { type TracesLimits } from '../config';
import { parseSearchQuery } from '../requests/searchQuery';
import { type SearchQuery } from '../service/TracesService';
import {
  DEFAULT_LIMIT,
  findTracesInput,
  findTracesOutput,
} from './findTracesSchema';
import { type TracesActionOptions } from './types';

const DESCRIPTION = `
Finds recorded requests (distributed traces) and lists the newest first, each with its root operation, duration, number of spans and errors, the services it passed through, and a link to it in the portal.

All filters have to hold for one and the same span of a trace. Without 'service' it looks in all services that the caller may read. To find why something failed, search with errorsOnly and pass a traceId on to get-trace.

Page by passing 'nextCursor' on as 'cursor' with the same filters, and with 'from' and 'to' of the answer. 'notes' name the sources that did not answer: their traces are missing.`.trim();

const DEFAULT_WINDOW_MS = 3_600_000;

type Input = ReturnType<typeof findTracesInput>['_output'];
type WindowText = { from: string; to: string };

function defaultWindow({ from, to }: Input): WindowText {
  const end = to ?? new Date().toISOString();
  const start = new Date(Date.parse(end) - DEFAULT_WINDOW_MS).toISOString();
  return { from: from ?? start, to: end };
}

function toQuery(
  { attributes = {}, errorsOnly, limit = DEFAULT_LIMIT, ...filters }: Input,
  window: WindowText,
  limits: TracesLimits,
): SearchQuery {
  const conditions = Object.entries(attributes).map(([key, value]) => ({
    key,
    value,
  }));
  return {
    ...parseSearchQuery({ ...filters, ...window, limit }, limits),
    errors: errorsOnly || undefined,
    attributes: conditions.length > 0 ? conditions : undefined,
  };
}

function toTrace(summary: TraceSummary, url: string) {
  const startMs = Number(BigInt(summary.startTimeUnixNano) / 1_000_000n);
  return {
    traceId: summary.traceId,
    root:
      summary.root && `${summary.root.operation} in ${summary.root.service}`,
    startTime: new Date(startMs).toISOString(),
    durationMs: Number(summary.durationNano) / 1e6,
    spanCount: summary.spanCount,
    errorCount: summary.errorCount,
    restrictedSpanCount: summary.restrictedSpanCount,
    services: summary.services.map(({ service }) => service),
    url,
  };
}

function toOutput(result: TraceSearchResult, urlOf: (id: string) => string) {
  return {
    traces: result.traces.map(summary =>
      toTrace(summary, urlOf(summary.traceId)),
    ),
    moreExist: result.moreExist,
    nextCursor: result.nextCursor,
    notes: result.sources
      .filter(({ state }) => state !== 'answered')
      .map(({ title, message }) => `Source ${title}: ${message}`),
  };
}

/** Searches traces for agents. */
export function createFindTracesAction(options: TracesActionOptions): void {
  const { actionsRegistry, auditor, traces, limits, urlOf } = options;
  actionsRegistry.register({
    name: 'find-traces',
    title: 'Find traces',
    description: DESCRIPTION,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: { input: findTracesInput, output: findTracesOutput },
    examples: [
      {
        title: 'Failed requests of a service in the last hour',
        input: { service: 'payments', errorsOnly: true },
      },
      {
        title: 'The slow orders of a customer',
        input: {
          operation: 'POST /orders',
          minDurationMs: 2000,
          attributes: { 'customer.id': '4711' },
          from: '2026-01-31T08:00:00Z',
          to: '2026-01-31T12:00:00Z',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const window = defaultWindow(input);
      const query = toQuery(input, window, limits);
      const { signal } = new AbortController();
      const result = await audited(
        auditor,
        { eventId: 'trace-search', meta: { queryType: 'action' } },
        () => traces.search(query, { credentials, signal }),
      );
      return { output: { ...window, ...toOutput(result, urlOf) } };
    },
  });
}
