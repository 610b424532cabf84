import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { listen } from '../support/http.ts';

export interface TestCarrier {
  url: string;
  /** Method and path of each call, in order. */
  calls: string[];
  bodies: unknown[];
  /** What it does from now on: answers, says no, breaks, or keeps silent. */
  mood: 'well' | 'refusing' | 'broken' | 'silent';
  /** Answers well what it kept silent about. */
  answerLate(): void;
}

/** The carrier's adapter, as the service's documentation describes it. */
export async function startCarrier(t: TestContext): Promise<TestCarrier> {
  const held: (() => void)[] = [];
  const carrier: TestCarrier = {
    url: '',
    calls: [],
    bodies: [],
    mood: 'well',
    answerLate: () => held.splice(0).forEach(release => release()),
  };
  carrier.url = await listen(t, (incoming, outgoing) => {
    void answer(carrier, held, incoming, outgoing);
  });
  return carrier;
}

async function answer(
  carrier: TestCarrier,
  held: (() => void)[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = '', url = '' } = incoming;
  carrier.calls.push(`${method} ${url}`);
  if (method !== 'DELETE') {
    carrier.bodies.push(await json(incoming));
  }
  switch (carrier.mood) {
    case 'silent':
      held.push(() => outgoing.end(JSON.stringify(goodAnswer(method, url))));
      return;
    case 'broken':
      outgoing.writeHead(503).end();
      return;
    case 'refusing':
      outgoing.writeHead(422).end(JSON.stringify({ reason: 'Too heavy' }));
      return;
    default:
      outgoing.end(JSON.stringify(goodAnswer(method, url)));
  }
}

function goodAnswer(method: string, url: string): object {
  const deliverBy = '2026-11-22';
  if (method === 'POST') {
    return { price: { amount: 8100, currency: 'UAH' }, deliverBy };
  }
  // One parcel for each reference, whatever the number of calls.
  const trackingNumber = `TN${url.replace('/parcels/', '')}`;
  return { trackingNumber, deliverBy };
}
