import type { TestContext } from 'node:test';
import { listen } from '../support/http.ts';

export interface TestCore {
  url: string;
  /** What it says of every customer; undefined when it has none, an error status when it is ill. */
  customer: object | number | undefined;
}

/** What of Core this service asks for. */
export async function startCore(t: TestContext): Promise<TestCore> {
  const core: TestCore = {
    url: '',
    customer: {
      email: 'oksana@example.com',
      phone: '+380441234567',
      locale: 'uk',
    },
  };
  core.url = await listen(t, (_incoming, outgoing) => {
    const { customer = 404 } = core;
    if (typeof customer === 'number') {
      outgoing.writeHead(customer).end();
    } else {
      outgoing.end(JSON.stringify(customer));
    }
  });
  return core;
}
