import { equals } from '../../kubernetes/model/json';
import { HttpFaultTable } from '../http/HttpFaultTable';
import { ProcessFaultTable } from '../processes/ProcessFaultTable';
import { Destination, Disturbance, Faults, Flow } from '../proxy/types';
import { DisturbedConnection } from './DisturbedConnection';
import { LiveRule } from './LiveRule';
import { FaultRule, linuxRetransmission, Retransmission } from './types';

export type FaultTableOptions = {
  random?: () => number;
  retransmission?: Retransmission;
};

type Entry = { given: FaultRule[]; rules: LiveRule[] };

/** The faults in force in a cluster's network, each with who wants it. */
export class FaultTable implements Faults {
  readonly http = new HttpFaultTable(() => this.#tell());
  readonly processes: ProcessFaultTable;
  readonly #random: () => number;
  readonly #retransmission: Retransmission;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();

  constructor(options: FaultTableOptions = {}) {
    this.#random = options.random ?? Math.random;
    this.#retransmission = options.retransmission ?? linuxRetransmission;
    this.processes = new ProcessFaultTable(this.#retransmission);
  }

  /** The rules of one owner; the same again change nothing. */
  set(owner: string, rules: FaultRule[]): void {
    const given = this.#entries.get(owner)?.given ?? [];
    if (equals(given, rules)) {
      return;
    }
    if (rules.length === 0) {
      this.#entries.delete(owner);
    } else {
      this.#entries.set(owner, {
        given: rules,
        rules: rules.map(rule => new LiveRule(rule, this.#random)),
      });
    }
    this.#tell();
  }

  find(source: string, destination: Destination): Disturbance | undefined {
    if (
      this.#entries.size === 0 ||
      // Nothing leaves the pod.
      (destination.kind === 'pod' && destination.pod === source)
    ) {
      return undefined;
    }
    const isMet = (['out', 'back'] as const).some(
      direction => this.rulesFor({ source, destination, direction }).length > 0,
    );
    return isMet
      ? new DisturbedConnection({
          table: this,
          source,
          destination,
          retransmission: this.#retransmission,
        })
      : undefined;
  }

  /** What holds in one direction of a connection at this moment. */
  rulesFor(flow: Flow): LiveRule[] {
    return [...this.#entries.values()].flatMap(({ rules }) =>
      rules.filter(rule => rule.covers(flow)),
    );
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    this.#listeners.forEach(listener => listener());
  }
}
