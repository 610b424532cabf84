import { Destination, Flow } from '../proxy/types';
import { Correlated } from './Correlated';
import { HostList } from './HostList';
import { FaultRule, Peers } from './types';

type Side = { pods: Set<string>; hosts: HostList } | undefined;

/** A rule in force, with what it remembers from one segment to the next. */
export class LiveRule {
  readonly #rule: FaultRule;
  readonly #from: Side;
  readonly #to: Side;
  readonly #losses: Correlated;
  readonly #jitters: Correlated;
  /** By who sends: when the line is free again. */
  readonly #freeAt = new Map<string, number>();

  constructor(rule: FaultRule, random: () => number) {
    this.#rule = rule;
    this.#from = readSide(rule.from);
    this.#to = readSide(rule.to);
    this.#losses = new Correlated(rule.loss?.correlation ?? 0, random);
    this.#jitters = new Correlated(rule.delay?.correlation ?? 0, random);
  }

  /** Whether what goes in this direction of a connection is meant. */
  covers({ source, destination, direction }: Flow): boolean {
    const [sender, receiver] =
      direction === 'out' ? [source, destination] : [destination, source];
    return has(this.#from, sender) && has(this.#to, receiver);
  }

  /** Whether the next segment is lost. */
  loses(): boolean {
    const { loss } = this.#rule;
    return loss !== undefined && this.#losses.next() < loss.probability;
  }

  /** How long so many bytes are held up. */
  holdMs(bytes: number, { source, destination, direction }: Flow): number {
    const { delay, rate } = this.#rule;
    const spread = delay?.jitterMs
      ? delay.jitterMs * (2 * this.#jitters.next() - 1)
      : 0;
    const delayMs = delay ? Math.max(0, delay.latencyMs + spread) : 0;
    if (!rate) {
      return delayMs;
    }
    const sender = direction === 'out' ? source : destination.host;
    const now = performance.now();
    // A line that was idle has as many bytes in store as its bucket takes.
    const burstMs = (rate.burstBytes / rate.bytesPerSecond) * 1000;
    const begins = Math.max(now - burstMs, this.#freeAt.get(sender) ?? 0);
    const ends = begins + (bytes / rate.bytesPerSecond) * 1000;
    this.#freeAt.set(sender, ends);
    return delayMs + Math.max(0, ends - now);
  }
}

function readSide(peers: Peers | undefined): Side {
  return (
    peers && {
      pods: new Set(peers.pods),
      hosts: new HostList(peers.hosts ?? []),
    }
  );
}

function has(side: Side, peer: string | Destination): boolean {
  if (!side) {
    return true;
  }
  if (typeof peer === 'string') {
    return side.pods.has(peer);
  }
  return (
    (peer.kind === 'pod' && side.pods.has(peer.pod)) || side.hosts.has(peer)
  );
}
