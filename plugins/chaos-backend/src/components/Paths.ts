import { type CallSource, type Callers } from '../verdict/watchedOf';
import { type Component, type Components } from './Components';

/** One that depends on another, and who says so. */
export type Dependent = {
  /** Its entity; of a service that the catalog does not know, a word of its own. */
  ref: string;
  title: string;
  /** Whether the catalog has it. */
  isEntity: boolean;
  knownBy: CallSource[];
};

/** A step from one to another that depends on it. */
type Step = { to: string; knownBy: CallSource };

const SOURCES: readonly CallSource[] = ['catalog', 'traces'];
/** No ref of an entity begins so: those have a kind, a colon and a namespace. */
const UNKNOWN = 'service:';

/**
 * Who depends on whom: as the catalog says, and as was seen in the traces, where
 * services call each other that the catalog does not know of.
 */
export class Paths {
  readonly #components: Components;
  readonly #callers: Callers;

  constructor(components: Components, callers: Callers) {
    this.#components = components;
    this.#callers = callers;
  }

  /** All that depend on some, over any number of steps, nearest first. */
  dependentsOf(refs: readonly string[]): Dependent[] {
    const reached = new Set(refs);
    const sources = new Map<string, Set<CallSource>>();
    // A set is walked through while it grows.
    for (const ref of reached) {
      for (const { to, knownBy } of this.#stepsFrom(ref)) {
        reached.add(to);
        sources.set(to, (sources.get(to) ?? new Set()).add(knownBy));
      }
    }
    const hit = new Set(refs);
    return [...reached].flatMap(ref =>
      hit.has(ref) ? [] : this.#describe(ref, sources.get(ref)) ?? [],
    );
  }

  #stepsFrom(ref: string): Step[] {
    const component = this.#components.get(ref);
    const service = component ? component.service : serviceOf(ref);
    return [
      ...(component?.dependents ?? []).map(
        (to): Step => ({ to, knownBy: 'catalog' }),
      ),
      ...((service !== undefined && this.#callers.get(service)) || [])
        .filter(caller => caller !== service)
        .map(
          (caller): Step => ({ to: this.#refOf(caller), knownBy: 'traces' }),
        ),
    ];
  }

  #refOf(service: string): string {
    return this.#components.ofService(service)?.ref ?? `${UNKNOWN}${service}`;
  }

  #describe(
    ref: string,
    knownBy: ReadonlySet<CallSource> = new Set(),
  ): Dependent | undefined {
    const component: Component | undefined = this.#components.get(ref);
    const service = serviceOf(ref);
    // The catalog may name one that it does not have.
    return component || service !== undefined
      ? {
          ref,
          title: component?.title ?? service ?? ref,
          isEntity: component !== undefined,
          knownBy: SOURCES.filter(source => knownBy.has(source)),
        }
      : undefined;
  }
}

function serviceOf(ref: string): string | undefined {
  return ref.startsWith(UNKNOWN) ? ref.slice(UNKNOWN.length) : undefined;
}
