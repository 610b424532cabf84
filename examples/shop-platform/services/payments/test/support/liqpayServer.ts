import type { TestContext } from 'node:test';
import { z } from 'zod';
import { sign } from '../../src/payments/LiqpayClient.ts';
import { listen } from './http.ts';

const requestSchema = z.object({ data: z.string(), signature: z.string() });
const dataSchema = z.object({
  action: z.literal('paytoken'),
  public_key: z.string(),
  order_id: z.string(),
  amount: z.string(),
});

export interface Received extends z.infer<typeof dataSchema> {
  traceparent: string | undefined;
  signed: boolean;
}

export interface LiqpayServer {
  url: string;
  received: Received[];
  /** What it does from now on: an answer, a status, or silence. */
  behave(behaviour: object | number | 'silent'): void;
}

/** Stands for LiqPay: checks the signature and answers as it is told. */
export async function startLiqpay(t: TestContext): Promise<LiqpayServer> {
  const received: Received[] = [];
  let behaviour: object | number | 'silent' = {
    status: 'success',
    payment_id: 7,
  };
  const url = await listen(t, (incoming, outgoing) => {
    let text = '';
    incoming.on('data', chunk => {
      text += String(chunk);
    });
    incoming.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      const { data, signature } = requestSchema.parse(form);
      received.push({
        ...dataSchema.parse(JSON.parse(Buffer.from(data, 'base64').toString())),
        traceparent: z.string().optional().parse(incoming.headers.traceparent),
        signed: signature === sign('private', data),
      });
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
    behave(next) {
      behaviour = next;
    },
  };
}
