import type { TestContext } from 'node:test';
import { z } from 'zod';
import { sign } from '../../src/payments/liqpayProtocol.ts';
import { listen } from './http.ts';

const requestSchema = z.object({ data: z.string(), signature: z.string() });
const dataSchema = z.object({
  action: z.enum(['paytoken', 'status', 'refund']),
  public_key: z.string(),
  order_id: z.string(),
  amount: z.string().optional(),
});

export type LiqpayAction = z.infer<typeof dataSchema>['action'];

export interface Received extends z.infer<typeof dataSchema> {
  traceparent: string | undefined;
  signed: boolean;
}

export type Behaviour = object | number | 'silent';

export interface LiqpayServer {
  url: string;
  received: Received[];
  /** What it does from now on: an answer, a status, or silence; for one action, or for all. */
  behave(behaviour: Behaviour, action?: LiqpayAction): void;
}

/** Stands for LiqPay: checks the signature and answers as it is told. */
export async function startLiqpay(t: TestContext): Promise<LiqpayServer> {
  const received: Received[] = [];
  let otherwise: Behaviour = { status: 'success', payment_id: 7 };
  const behaviours = new Map<LiqpayAction, Behaviour>();
  const url = await listen(t, (incoming, outgoing) => {
    let text = '';
    incoming.on('data', chunk => {
      text += String(chunk);
    });
    incoming.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      const { data, signature } = requestSchema.parse(form);
      const request = dataSchema.parse(
        JSON.parse(Buffer.from(data, 'base64').toString()),
      );
      received.push({
        ...request,
        traceparent: z.string().optional().parse(incoming.headers.traceparent),
        signed: signature === sign('private', data),
      });
      const behaviour = behaviours.get(request.action) ?? otherwise;
      if (typeof behaviour === 'number') {
        outgoing.writeHead(behaviour).end();
      } else if (behaviour !== 'silent') {
        outgoing.end(JSON.stringify(behaviour));
      }
    });
  });
  return {
    url,
    received,
    behave(behaviour, action) {
      if (action) {
        behaviours.set(action, behaviour);
      } else {
        otherwise = behaviour;
        behaviours.clear();
      }
    },
  };
}
