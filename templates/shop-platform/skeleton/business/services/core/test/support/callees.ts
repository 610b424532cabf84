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
}

export interface StandIn {
  url: string;
  calls: Call[];
  /** Answers the next matching calls instead; `silent` never answers. */
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

function send(outgoing: ServerResponse, { status, body }: Reply): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}

const reservationSchema = z.object({
  orderId: z.string(),
  lines: z.array(z.object({ productId: z.string(), quantity: z.number() })),
});

/** Has everything in stock, unless told otherwise. */
export async function startInventory(t: TestContext): Promise<StandIn> {
  const byKey = new Map<string, object & { id: string }>();
  return await startStandIn(t, ({ method, path, key = '', body }) => {
    if (method === 'POST' && path === '/reservations') {
      const reservation = byKey.get(key) ?? {
        id: randomUUID(),
        status: 'held',
        warehouse: 'kyiv',
        ...reservationSchema.parse(body),
      };
      byKey.set(key, reservation);
      return { status: 201, body: reservation };
    }
    if (method === 'DELETE') {
      return { status: 204 };
    }
    const id = path.split('/').at(2);
    const found = [...byKey.values()].find(one => one.id === id);
    return { status: 200, body: found ?? {} };
  });
}

const chargeSchema = z.object({ orderId: z.string(), amount: z.unknown() });

export interface PaymentsStandIn extends StandIn {
  /** What a charge comes to; `lost` keeps the payment and never answers. */
  outcome: 'captured' | 'declined' | 'lost';
  /** Orders that money was taken for. */
  charged: Set<string>;
}

export async function startPayments(t: TestContext): Promise<PaymentsStandIn> {
  const kept = new Map<string, { id: string; status: string }>();
  const charged = new Set<string>();
  let current: Pick<PaymentsStandIn, 'outcome' | 'charged'> = {
    outcome: 'captured',
    charged,
  };
  const standIn = await startStandIn(t, ({ method, path, body }) => {
    if (method === 'POST' && path === '/payments') {
      const { orderId, amount } = chargeSchema.parse(body);
      const status = current.outcome === 'declined' ? 'declined' : 'captured';
      const payment = kept.get(orderId) ?? { id: randomUUID(), status };
      kept.set(orderId, payment);
      if (payment.status === 'captured') {
        charged.add(orderId);
      }
      return current.outcome === 'lost'
        ? { status: 504 }
        : { status: 201, body: { ...payment, orderId, amount } };
    }
    if (method === 'GET') {
      const orderId = new URL(path, 'http://payments').searchParams.get(
        'orderId',
      );
      const payment = kept.get(orderId ?? '');
      return { status: 200, body: { items: payment ? [payment] : [] } };
    }
    return { status: 202, body: { id: randomUUID() } };
  });
  // One object: what a test sets on it is what the server reads.
  const payments = Object.assign(standIn, current);
  current = payments;
  return payments;
}
