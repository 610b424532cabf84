import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage } from 'node:http';

/** What a visitor did, as the shop's servers saw it. */
export type Visitor = { pages: number; orders: number };

export type OpenShop = {
  url: string;
  /** By session. */
  visitors: Map<string, Visitor>;
  close(): Promise<void>;
};

/** A shop that answers like Storefront and Core, at once, and notes who came. */
export async function openShop(): Promise<OpenShop> {
  const visitors = new Map<string, Visitor>();
  const server = createServer((request, response) => {
    const session = String(request.headers['x-session-id']);
    const visitor = visitors.get(session) ?? { pages: 0, orders: 0 };
    visitors.set(session, visitor);
    request.resume().once('end', () => {
      const { status, body } = answer(request, visitor);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(`The shop listens at ${address}, and not at a port`);
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    visitors,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

function answer({ method, url = '' }: IncomingMessage, visitor: Visitor) {
  const price = { amount: 34_900 };
  switch (`${method} ${url.split('?')[0]}`) {
    case 'GET /api/cart':
      return { status: 200, body: { total: price } };
    case 'GET /api/delivery-options':
      return { status: 200, body: { items: [{ method: 'branch', price }] } };
    case 'POST /api/checkout':
      visitor.orders += 1;
      return { status: 201, body: { orderId: randomUUID() } };
    default:
      visitor.pages += Number(method === 'GET' && !url.startsWith('/api/'));
      return { status: 200, body: {} };
  }
}
