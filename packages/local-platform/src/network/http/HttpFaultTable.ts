import { isDeepStrictEqual } from 'node:util';
import { Destination, HttpFaults } from '../proxy/types';
import { HttpRule } from './types';

const NONE: HttpRule[] = [];

/** The faults of requests in force in a cluster, each with who wants it. */
export class HttpFaultTable implements HttpFaults {
  readonly #onChange: () => void;
  readonly #rules = new Map<string, HttpRule[]>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The rules of one owner; the same again change nothing. */
  set(owner: string, rules: HttpRule[]): void {
    const before = this.#rules.get(owner) ?? NONE;
    if (isDeepStrictEqual(before, rules)) {
      return;
    }
    if (rules.length === 0) {
      this.#rules.delete(owner);
    } else {
      this.#rules.set(owner, rules);
    }
    this.#onChange();
  }

  rulesFor(source: string, destination: Destination): HttpRule[] {
    if (
      this.#rules.size === 0 ||
      destination.kind !== 'pod' ||
      // Nothing comes into the pod.
      destination.pod === source
    ) {
      return NONE;
    }
    const { pod, port } = destination;
    return [...this.#rules.values()].flatMap(rules =>
      rules.filter(rule => rule.port === port && rule.pods.includes(pod)),
    );
  }
}
