import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PodNetwork } from '../proxy/PodNetwork';

/**
 * A Node process in a pod's network. It runs each line that it is sent as an
 * async function body and answers with what that returned, or how it failed.
 */
const PROGRAM = `
const globals = {};
require('node:readline').createInterface({ input: process.stdin }).on('line', async line => {
  const { id, code } = JSON.parse(line);
  const AsyncFunction = (async () => {}).constructor;
  try {
    const value = await new AsyncFunction('require', 'globals', code)(require, globals);
    console.log(JSON.stringify({ id, value }));
  } catch (error) {
    const cause = error.cause ?? error;
    console.log(JSON.stringify({ id, error: { code: cause.code, message: cause.message } }));
  }
});`;

export class PodProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #next = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    createInterface({ input: child.stdout! }).on('line', line => {
      const { id, ...answer } = JSON.parse(line);
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
  }

  static start(podIp?: string): PodProcess {
    const options = podIp
      ? PodNetwork.launchOptions(podIp)
      : { args: [], env: {} };
    const child = spawn(process.execPath, [...options.args, '-e', PROGRAM], {
      env: { PATH: process.env.PATH, ...options.env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return new PodProcess(child);
  }

  /** `{ value }` or `{ error: { code, message } }`. */
  async run(code: string): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    const answer = new Promise(resolve => this.#waiting.set(id, resolve));
    this.#child.stdin!.write(`${JSON.stringify({ id, code })}\n`);
    return await answer;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}
