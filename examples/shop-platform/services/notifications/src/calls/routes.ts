import { context } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { ServiceClient } from './ServiceClient.ts';

/**
 * Asks every service that this one calls for its health: whether names, mesh
 * and network policies let a call through, seen from inside, in one trace.
 */
export function registerCallees(
  app: FastifyInstance,
  clients: readonly ServiceClient[],
): void {
  app.get('/diagnostics/callees', async () => {
    const ctx = context.active();
    const callees = await Promise.all(
      clients.map(async client => {
        try {
          await client.get(ctx, '/healthz');
          return { service: client.name, reached: true };
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          return { service: client.name, reached: false, detail };
        }
      }),
    );
    return { callees };
  });
}
