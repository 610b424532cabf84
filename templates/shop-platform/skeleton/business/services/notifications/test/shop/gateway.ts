import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { listen } from '../support/http.ts';

const messageSchema = z.object({
  id: z.uuid(),
  channel: z.enum(['email', 'sms']),
  to: z.string(),
  subject: z.string(),
  body: z.string(),
});

export interface TestGateway {
  url: string;
  sent: z.infer<typeof messageSchema>[];
  /** What it does from now on: delivers, says no, is busy, breaks, or keeps silent. */
  mood: 'well' | 'refusing' | 'busy' | 'broken' | 'silent';
}

const statuses = { well: 200, refusing: 422, busy: 503, broken: 500 };

/** The message gateway, as the service's documentation describes it. */
export async function startGateway(t: TestContext): Promise<TestGateway> {
  const gateway: TestGateway = { url: '', sent: [], mood: 'well' };
  gateway.url = await listen(t, async (incoming, outgoing) => {
    gateway.sent.push(messageSchema.parse(await json(incoming)));
    if (gateway.mood !== 'silent') {
      outgoing
        .writeHead(statuses[gateway.mood])
        .end(JSON.stringify({ state: 'delivered', reason: 'Blocked' }));
    }
  });
  return gateway;
}
