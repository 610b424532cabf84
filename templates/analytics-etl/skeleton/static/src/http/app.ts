import { readFileSync } from 'node:fs';
import { fastify, type FastifyInstance } from 'fastify';
import type { Logger } from '../logger.ts';
import { answerError, answerNotFound } from './problems.ts';

const openapi = readFileSync(
  new URL('../../openapi.yaml', import.meta.url),
  'utf8',
);

export interface AppOptions {
  logger: Logger;
}

/** The HTTP server, without the service's own routes. */
export function createApp({ logger }: AppOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: 256 * 1024,
    requestTimeout: 15_000,
    // Longer than the mesh keeps idle connections, so that it never writes to a closed one.
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
  app.get('/openapi.yaml', (_request, reply) =>
    reply.type('application/yaml; charset=utf-8').send(openapi),
  );
  return app;
}
