import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

export type FakeCheckRun = {
  name: string;
  status: string;
  conclusion?: string | null;
  html_url?: string;
  output?: { summary: string };
};

/** The part of GitHub's API that says what was built. Each question takes the next answer, the last one stays. */
export class FakeGitHub {
  head = 'a'.repeat(40);
  answers: (FakeCheckRun[] | number)[] = [];
  readonly paths: string[] = [];
  readonly #server = createServer((request, response) => {
    const path = request.url ?? '';
    this.paths.push(path);
    if (request.headers.authorization !== 'Bearer token-of-the-portal') {
      response.writeHead(401).end('{}');
      return;
    }
    if (!path.includes('/check-runs')) {
      response.end(JSON.stringify({ sha: this.head }));
      return;
    }
    const answer =
      (this.answers.length > 1 ? this.answers.shift() : this.answers[0]) ?? [];
    if (typeof answer === 'number') {
      response.writeHead(answer).end('{}');
    } else {
      response.end(JSON.stringify({ check_runs: answer }));
    }
  });

  static async start(): Promise<FakeGitHub> {
    const host = new FakeGitHub();
    host.#server.listen(0, '127.0.0.1');
    await once(host.#server, 'listening');
    return host;
  }

  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** The entry of `integrations.github`. */
  get integration() {
    return {
      host: this.host,
      apiBaseUrl: `http://${this.host}/api/v3`,
      token: 'token-of-the-portal',
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
