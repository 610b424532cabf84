// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const CONTEXTS = ['europe-west1', 'europe-west4'];

/** Stock kubectl on the clusters of one platform. */
export class KubectlClient {
  #program;
  #kubeconfig;

  /** @param {string} program @param {string} kubeconfig */
  constructor(program, kubeconfig) {
    this.#program = program;
    this.#kubeconfig = kubeconfig;
  }

  /**
   * @param {string[]} args
   * @param {string} [input]
   * @returns {Promise<string>}
   */
  async run(args, input) {
    const child = this.#spawn(args, input);
    let output = '';
    let problem = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (problem += chunk));
    const [code] = await once(child, 'close');
    if (code !== 0) {
      throw new Error(`kubectl ${args.join(' ')} failed: ${problem}`);
    }
    return output;
  }

  async waitForShop() {
    for (const context of CONTEXTS) {
      await this.run([
        ...['--context', context, '-n', 'shop', 'wait', 'deployment', '--all'],
        ...['--for', 'condition=Available', '--timeout', '120s'],
      ]);
    }
  }

  /**
   * @param {string[]} what @param {number} count
   * @returns {{ begun: Promise<unknown>; seen: Promise<void> }}
   */
  watch(what, count) {
    // The first line is an object of every namespace, so that the watch is known to stand.
    const child = this.#spawn(['get', ...what, '--watch', '-o', 'name']);
    const lines = createInterface(child.stdout);
    const begun = once(lines, 'line');
    const seen = new Promise(resolve => {
      const names = new Set();
      lines.on('line', line => {
        if (line.includes('/object-') && names.add(line).size === count) {
          child.kill();
          resolve(undefined);
        }
      });
    });
    return { begun, seen: seen.then(() => undefined) };
  }

  /**
   * @param {string} path
   * @param {number} count
   * @returns {Promise<{ times: number[]; bodies: string[] }>} in milliseconds
   */
  async timeRequests(path, count) {
    const proxy = this.#spawn(['proxy', '--port', '0']);
    try {
      const [line] = await once(createInterface(proxy.stdout), 'line');
      const port = /:(\d+)$/.exec(line.trim())?.[1];
      const times = [];
      const bodies = [];
      for (let index = 0; index < count + 2; index += 1) {
        const began = performance.now();
        const response = await fetch(`http://127.0.0.1:${port}${path}`);
        bodies.push(await response.text());
        times.push(performance.now() - began);
      }
      // The first ones compile the code.
      return { times: times.slice(2), bodies };
    } finally {
      proxy.kill();
    }
  }

  /** @param {string[]} args @param {string} [input] */
  #spawn(args, input = '') {
    const child = spawn(this.#program, [
      ...['--kubeconfig', this.#kubeconfig],
      ...args,
    ]);
    child.stdin.end(input);
    return child;
  }
}
