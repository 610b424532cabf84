import { mockCredentials } from '@backstage/backend-test-utils';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type PortalOptions } from './portalOptions';

const addressSchema = z.object({ url: z.string() });

/** A portal in a process of its own, to be killed in the middle of what it does. */
export class KilledPortal {
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(options: PortalOptions): Promise<KilledPortal> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'portalProcess.ts'),
      ],
      {
        env: {
          PATH: process.env.PATH,
          POSTGRES_URL: process.env.POSTGRES_URL,
          PORTAL_OPTIONS: JSON.stringify(options),
          NODE_ENV: 'test',
        },
        // It ends by itself when nobody holds its input any more.
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const said: string[] = [];
    createInterface({ input: child.stderr }).on('line', line =>
      said.push(line),
    );
    // What it logs is there beside its address.
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /^\{"url":.*\}$/.exec(line);
      if (found) {
        const { url } = addressSchema.parse(JSON.parse(line));
        // Nobody reads on: it must not wait for that.
        child.stdout.resume();
        return new KilledPortal(child, url);
      }
      said.push(line);
    }
    throw new Error(`The portal ended before it listened: ${said.join('\n')}`);
  }

  /** Ends it as it is: it is told nothing, and writes nothing any more. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
  }

  /** Asks as a person. */
  async ask(
    method: 'GET' | 'POST',
    path: string,
    options: { body?: object; person?: string } = {},
  ) {
    const { body, person = 'user:default/olena' } = options;
    const answer = await fetch(`${this.#url}/api/chaos${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(person),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }
}
