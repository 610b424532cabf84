import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { listen } from './http.ts';

export interface Call {
  method: string;
  path: string;
  key: string | undefined;
  body: unknown;
}

export interface Reply {
  status: number;
  body?: unknown;
  location?: string;
}

export interface StandIn {
  url: string;
  calls: Call[];
  /** Answers instead; `silent` never answers. */
  answer: (call: Call) => Reply | 'silent' | undefined;
}

/** Something that answers like another service, as its API document says. */
async function startStandIn(
  t: TestContext,
  usual: (call: Call) => Reply,
): Promise<StandIn> {
  const calls: Call[] = [];
  const standIn: StandIn = { url: '', calls, answer: () => undefined };
  standIn.url = await listen(t, (incoming, outgoing) => {
    void readCall(incoming).then(call => {
      calls.push(call);
      const reply = standIn.answer(call) ?? usual(call);
      if (reply !== 'silent') {
        send(outgoing, reply);
      }
    });
  });
  return standIn;
}

async function readCall(incoming: IncomingMessage): Promise<Call> {
  let text = '';
  for await (const chunk of incoming) {
    text += String(chunk);
  }
  const key = incoming.headers['idempotency-key'];
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    key: typeof key === 'string' ? key : undefined,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

function send(
  outgoing: ServerResponse,
  { status, body, location }: Reply,
): void {
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    ...(location === undefined ? {} : { location }),
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}

export const mugId = '5a7c6a3e-3a55-4f0d-8a3e-2a9d7d8c1f10';
export const goneId = '6b7c6a3e-3a55-4f0d-8a3e-2a9d7d8c1f11';
export const orderId = '9b7d7a0e-6a53-4a38-9c56-4e1f5d3a2b11';

const uah = (amount: number) => ({ amount, currency: 'UAH' });

export const mug = {
  id: mugId,
  name: 'Горнятко <b>«Косів»</b>',
  nameEn: 'Clay mug “Kosiv”',
  description: 'Розпис & полива',
  category: 'kitchen',
  price: uah(34900),
  status: 'active',
};

const linesSchema = z.object({
  lines: z.array(z.object({ productId: z.string(), quantity: z.number() })),
});

function toLine({ productId, quantity }: { productId: string; quantity: number }) {
  const { name, nameEn, price } = mug;
  const total = uah(price.amount * quantity);
  return { productId, name, nameEn, quantity, unitPrice: price, total };
}

export function order(quantity: number, status = 'paid') {
  const line = toLine({ productId: mugId, quantity });
  return {
    id: orderId,
    number: '10482215',
    status,
    lines: [line],
    deliveryCost: uah(7500),
    total: uah(line.total.amount + 7500),
  };
}

function quote(body: unknown) {
  const { lines } = linesSchema.parse(body);
  const sold = lines.filter(({ productId }) => productId === mugId).map(toLine);
  return {
    lines: sold,
    unsold: lines.flatMap(({ productId }) =>
      productId === mugId ? [] : [productId],
    ),
    total: uah(sold.reduce((sum, { total }) => sum + total.amount, 0)),
    weightGrams: 900,
    deliveryCosts: { branch: uah(7500), courier: uah(12000) },
  };
}

/** Sells one mug. */
export async function startCore(t: TestContext): Promise<StandIn> {
  return await startStandIn(t, ({ method, path, body }) => {
    const [route = ''] = path.split('?');
    switch (`${method} ${route}`) {
      case 'GET /categories':
        return {
          status: 200,
          body: {
            items: [{ slug: 'kitchen', name: 'Кухня', nameEn: 'Kitchen' }],
          },
        };
      case 'GET /products':
        return { status: 200, body: { items: [mug], nextCursor: 'bmV4dA' } };
      case `GET /products/${mugId}`:
        return { status: 200, body: mug };
      case `GET /products/${goneId}`:
        return { status: 200, body: { ...mug, id: goneId } };
      case 'POST /quotes':
        return { status: 200, body: quote(body) };
      case 'POST /customers':
        return { status: 201, body: { id: randomUUID() } };
      case 'POST /orders':
        return {
          status: 201,
          body: order(linesSchema.parse(body).lines[0]?.quantity ?? 0),
        };
      case `GET /orders/${orderId}`:
        return { status: 200, body: order(2, 'payment_pending') };
      default:
        return {
          status: 404,
          body: { type: 'x/not-found', title: 'Not found', status: 404 },
        };
    }
  });
}

export async function startInventory(t: TestContext): Promise<StandIn> {
  return await startStandIn(t, () => ({
    status: 200,
    body: {
      items: [
        { productId: mugId, available: 1 },
        { productId: mugId, available: 3 },
      ],
    },
  }));
}

export async function startShipping(t: TestContext): Promise<StandIn> {
  return await startStandIn(t, () => ({
    status: 200,
    body: { price: uah(8000), deliverBy: '2026-11-22', estimated: false },
  }));
}
