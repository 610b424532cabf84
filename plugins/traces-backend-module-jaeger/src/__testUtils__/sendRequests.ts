import { type OtlpExport } from '@shop-platform/backstage-plugin-traces-node/testUtils';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

type Request = {
  operation: string;
  kind: number;
  durationMs: bigint;
  failed?: boolean;
};

const SERVER = 2;
const CLIENT = 3;
const CONSUMER = 5;

/** What each service does in a round; calls to others are no requests of its own. */
const ROUND: Record<string, Request[]> = {
  'core.service': [
    { operation: 'POST /orders', kind: SERVER, durationMs: 20n },
    { operation: 'POST /orders', kind: SERVER, durationMs: 20n },
    { operation: 'POST /orders', kind: SERVER, durationMs: 300n, failed: true },
    { operation: 'orders process', kind: CONSUMER, durationMs: 20n },
    { operation: 'GET /stock', kind: CLIENT, durationMs: 5n },
  ],
  // A pattern of the other name fits this one, too.
  'core-service': [
    { operation: 'POST /orders', kind: SERVER, durationMs: 900n },
  ],
};

/** Sends a round every second until `endMs`, and gives their number. */
export async function sendRequests(
  otlpUrl: string,
  endMs: number,
): Promise<number> {
  let rounds = 0;
  while (Date.now() < endMs) {
    await fetch(`${otlpUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(createRound()),
    });
    rounds += 1;
    await delay(1000);
  }
  return rounds;
}

function createRound(): OtlpExport {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    resourceSpans: Object.entries(ROUND).map(([service, requests]) => ({
      resource: {
        attributes: [{ key: 'service.name', value: { stringValue: service } }],
      },
      scopeSpans: [
        {
          scope: { name: 'requests', attributes: [] },
          spans: requests.map(({ operation, kind, durationMs, failed }) => ({
            traceId: randomBytes(16).toString('hex'),
            spanId: randomBytes(8).toString('hex'),
            name: operation,
            kind,
            startTimeUnixNano: String(now - durationMs * 1_000_000n),
            endTimeUnixNano: String(now),
            attributes: [],
            events: [],
            links: [],
            status: { code: failed ? 2 : 0 },
          })),
        },
      ],
    })),
  };
}
