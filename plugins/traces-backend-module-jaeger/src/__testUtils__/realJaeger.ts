import { type OtlpExport } from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const LOADING_TIMEOUT_MS = 20_000;
const ALL_TRACES =
  '/api/v3/trace-summaries?query.startTimeMin=2000-01-01T00:00:00Z&query.startTimeMax=2100-01-01T00:00:00Z&query.searchDepth=1000';

const countsSchema = z.object({
  summaries: z.array(z.object({ spanCount: z.number() })),
});
const versionSchema = z.object({ gitVersion: z.string().min(1) });

/** Sends spans to an empty Jaeger, or leaves it as it is when it has them, and waits until they show. */
export async function loadTraces(
  exports: OtlpExport[],
  { queryUrl, otlpUrl }: { queryUrl: string; otlpUrl: string },
): Promise<void> {
  const wanted = countSpans(exports);
  const present = await countStoredSpans(queryUrl);
  if (present === wanted) {
    return;
  }
  if (present > 0) {
    throw new Error(
      'This Jaeger holds other traces: the suite needs an empty one',
    );
  }
  for (const body of exports) {
    const answer = await fetch(`${otlpUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`Jaeger did not take the traces (${answer.status})`);
    }
  }
  const deadline = Date.now() + LOADING_TIMEOUT_MS;
  while ((await countStoredSpans(queryUrl)) !== wanted) {
    if (Date.now() > deadline) {
      throw new Error('Jaeger took the traces and does not show all of them');
    }
    await delay(50);
  }
}

/** The version that a Jaeger tells the browser. */
export async function askVersion(queryUrl: string): Promise<string> {
  const page = await (await fetch(`${queryUrl}/`)).text();
  const version = /JAEGER_VERSION = (\{.*?\});/.exec(page)?.[1];
  if (!version) {
    throw new Error(`${queryUrl} does not tell its version: is it Jaeger?`);
  }
  return versionSchema.parse(JSON.parse(version)).gitVersion;
}

async function countStoredSpans(queryUrl: string): Promise<number> {
  const answer = await fetch(`${queryUrl}${ALL_TRACES}`);
  const { summaries } = countsSchema.parse(await answer.json());
  return summaries.reduce((total, { spanCount }) => total + spanCount, 0);
}

/** A span that arrives twice counts once. */
function countSpans(exports: OtlpExport[]): number {
  const spans = exports.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(scope => scope.spans),
    ),
  );
  return new Set(spans.map(span => JSON.stringify(span))).size;
}
