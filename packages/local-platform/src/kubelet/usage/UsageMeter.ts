import { Usage } from '../../kubernetes';
import { timestamp } from '../../kubernetes/model/KubeObject';
import { readMemory, readSessions, readUsage } from './procfs';

const WINDOW_MS = 15_000;
/** Looking for new processes reads all of the machine's. */
const SEARCH_EVERY_MS = 5_000;

export type Measured = {
  namespace: string;
  pod: string;
  container: string;
  /** The first process; the others are in its session. */
  pid: number;
  limit: number | undefined;
  /** It holds more than its limit. */
  onLimit(): void;
};

type Sample = { at: number; cpuSeconds: number };
type Entry = Measured & {
  pids: number[];
  /** Processes of others that count with it. */
  guests: Set<number>;
  samples: Sample[];
  memory: number;
};

/** Measures what containers use, and says when one has more memory than it may. */
export class UsageMeter {
  readonly #entries = new Map<string, Entry>();
  readonly #timer: NodeJS.Timeout;
  #searchedAt = 0;

  constructor(everyMs: number) {
    this.#timer = setInterval(() => this.#sample(), everyMs);
    this.#timer.unref();
  }

  add(id: string, measured: Measured): void {
    const entry: Entry = {
      ...measured,
      pids: [measured.pid],
      guests: new Set(),
      samples: [],
      memory: 0,
    };
    this.#entries.set(id, entry);
    measure(entry, performance.now());
  }

  /** What a process uses is counted with a container that it is no part of. */
  adopt(id: string, pid: number): void {
    this.#entries.get(id)?.guests.add(pid);
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  podUsage(): Usage[] {
    const pods = new Map<string, Usage>();
    for (const entry of this.#entries.values()) {
      const { namespace, pod, container } = entry;
      if (entry.samples.length < 2) {
        continue;
      }
      const key = `${namespace}/${pod}`;
      const usage = pods.get(key) ?? describe(pod, namespace);
      usage.containers.push({ name: container, usage: quantities([entry]) });
      pods.set(key, usage);
    }
    return [...pods.values()];
  }

  nodeUsage(name: string): Usage {
    return {
      ...describe(name),
      containers: [
        { name: '', usage: quantities([...this.#entries.values()]) },
      ],
    };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    const now = performance.now();
    if (this.#entries.size === 0) {
      return;
    }
    if (now - this.#searchedAt >= SEARCH_EVERY_MS) {
      this.#searchedAt = now;
      const sessions = readSessions();
      for (const entry of this.#entries.values()) {
        entry.pids = sessions.get(entry.pid) ?? [entry.pid];
      }
    }
    for (const entry of [...this.#entries.values()]) {
      measure(entry, now);
      if (entry.limit !== undefined && entry.memory > entry.limit) {
        entry.onLimit();
      }
    }
  }
}

function measure(entry: Entry, at: number): void {
  const pids = [...entry.pids, ...entry.guests];
  const used = pids.map(readUsage);
  const cpuSeconds = used.reduce(
    (sum, each) => sum + (each?.cpuSeconds ?? 0),
    0,
  );
  entry.memory = pids.reduce((sum, pid) => sum + readMemory(pid), 0);
  entry.samples.push({ at, cpuSeconds });
  while (entry.samples.length > 2 && at - entry.samples[0].at > WINDOW_MS) {
    entry.samples.shift();
  }
}

function describe(name: string, namespace?: string): Usage {
  return {
    name,
    ...(namespace && { namespace }),
    timestamp: timestamp(),
    window: `${WINDOW_MS / 1000}s`,
    containers: [],
  };
}

function quantities(entries: Entry[]): { cpu: string; memory: string } {
  const cores = entries.reduce((sum, entry) => sum + coresOf(entry), 0);
  const bytes = entries.reduce((sum, { memory }) => sum + memory, 0);
  return {
    cpu: `${Math.round(cores * 1e9)}n`,
    memory: `${Math.ceil(bytes / 1024)}Ki`,
  };
}

function coresOf({ samples }: Entry): number {
  const [first] = samples;
  const last = samples.at(-1);
  return first && last && last.at > first.at
    ? Math.max(
        0,
        ((last.cpuSeconds - first.cpuSeconds) / (last.at - first.at)) * 1000,
      )
    : 0;
}
