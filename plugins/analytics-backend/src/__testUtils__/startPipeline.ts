import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export const TOKEN = 'knows-the-portal';

/** A run as a pipeline tells it, and more than the portal knows of. */
export const RUN = {
  id: '4a1e9b1c-2f57-4b44-9d6c-1c0b2a3d4e5f',
  status: 'running',
  trigger: 'backfill',
  askedAt: '2026-02-01T00:00:00.000Z',
  period: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' },
  progress: { done: 1, total: 3 },
  tables: [{ table: 'orders_analytics', rows: 412, batches: 1, durationMs: 7 }],
};

type Asked = { method?: string; path?: string; body: unknown };

/** The service of a pipeline; what it answers can change. */
export async function startPipeline() {
  const asked: Asked[] = [];
  let answer: (response: ServerResponse) => void = response =>
    send(response, 202, RUN);
  const server = createServer((request, response) => {
    void text(request).then(body => {
      const { method, url: path } = request;
      asked.push({ method, path, body: body && JSON.parse(body) });
      if (request.headers.authorization === `Bearer ${TOKEN}`) {
        answer(response);
      } else {
        send(response, 401, { title: 'Unauthenticated' });
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    answerWith(status: number, body: unknown) {
      answer = response => send(response, status, body);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
