import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Retransmission } from '../faults/types';
import { matchesGlob } from '../matchesGlob';
import { NameFault, ProcessFaults } from '../proxy/types';
import { ProcessFault, ProcessRule } from './types';

/** A process that is told, and what it was told last. */
type Listener = { container: string; process: Socket; told: string };

const NOTHING = '[]';

/** The faults in force in the processes of a cluster, each with who wants it. */
export class ProcessFaultTable implements ProcessFaults {
  readonly #retransmission: Retransmission;
  readonly #rules = new Map<string, ProcessRule[]>();
  readonly #listeners = new Set<Listener>();

  constructor(retransmission: Retransmission) {
    this.#retransmission = retransmission;
  }

  /** The rules of one owner; the same again change nothing. */
  set(owner: string, rules: ProcessRule[]): void {
    if (isDeepStrictEqual(this.#rules.get(owner) ?? [], rules)) {
      return;
    }
    if (rules.length === 0) {
      this.#rules.delete(owner);
    } else {
      this.#rules.set(owner, rules);
    }
    this.#listeners.forEach(listener => this.#tell(listener));
  }

  /** Whether a process of a container is told. */
  isHeard(container: string): boolean {
    return [...this.#listeners].some(each => each.container === container);
  }

  listen(container: string, process: Socket): void {
    const listener = { container, process, told: NOTHING };
    this.#listeners.add(listener);
    process.once('close', () => this.#listeners.delete(listener));
    process.once('end', () => process.end());
    process.resume();
    this.#tell(listener);
  }

  nameFault(pod: string, names: string[]): NameFault | undefined {
    if (this.#rules.size === 0) {
      return undefined;
    }
    const asked = names.map(name => name.toLowerCase().replace(/\.$/, ''));
    const met = [...this.#rules.values()]
      .flat()
      .filter(({ containers }) =>
        containers.some(container => container.startsWith(`${pod}/`)),
      )
      .flatMap(({ names: fault }) => fault ?? [])
      .find(
        ({ patterns }) =>
          patterns.length === 0 ||
          patterns.some(pattern =>
            asked.some(name => matchesGlob(pattern.toLowerCase(), name)),
          ),
      );
    return met?.action;
  }

  /** Each wish to connect is lost. */
  async waitForNobody(): Promise<void> {
    const { connectMs, connectAttempts, connectTimeoutMs } =
      this.#retransmission;
    const ms = Math.min(connectTimeoutMs, connectMs * 2 ** connectAttempts);
    await delay(ms, undefined, { ref: false });
  }

  #tell(listener: Listener): void {
    const faults: ProcessFault[] = [...this.#rules.values()]
      .flat()
      .filter(({ containers }) => containers.includes(listener.container))
      .map(({ containers: _, ...fault }) => fault);
    const text = JSON.stringify(faults);
    if (text !== listener.told) {
      listener.told = text;
      listener.process.write(`${text}\n`);
    }
  }
}
