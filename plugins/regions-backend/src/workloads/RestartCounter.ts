import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';

const HOUR_MS = 3_600_000;

type Labels = Pod['metadata']['labels'];
type Restart = { at: number; count: number; pod: Pod['metadata'] };

/** Which pods are meant. */
export type PodFilter = (pod: {
  namespace?: string | undefined;
  labels: Labels;
}) => boolean;

/**
 * Restarts of containers in the last hour. Kubernetes counts them from the start
 * of a pod, so what counts is by how much that grew, and when; restarts of pods
 * that are gone still happened.
 */
export class RestartCounter {
  readonly #now: () => number;
  /** By pod and container. */
  readonly #known = new Map<string, number>();
  #restarts: Restart[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  see(pod: Pod): void {
    for (const container of pod.status.containerStatuses) {
      const key = `${pod.metadata.uid}/${container.name}`;
      const known = this.#known.get(key);
      this.#known.set(key, container.restartCount);
      const ended = Date.parse(
        container.lastState.terminated?.finishedAt ?? '',
      );
      if (known === undefined) {
        this.#seeFirst(pod, container.restartCount, ended);
      } else if (container.restartCount > known) {
        this.#restarts.push({
          at: Number.isNaN(ended) ? this.#now() : ended,
          count: container.restartCount - known,
          pod: pod.metadata,
        });
      }
    }
  }

  forget(pod: Pod): void {
    for (const { name } of pod.status.containerStatuses) {
      this.#known.delete(`${pod.metadata.uid}/${name}`);
    }
  }

  inLastHour(filter: PodFilter = () => true): number {
    const since = this.#now() - HOUR_MS;
    this.#restarts = this.#restarts.filter(({ at }) => at > since);
    return this.#restarts
      .filter(({ pod }) => filter(pod))
      .reduce((total, { count }) => total + count, 0);
  }

  /**
   * Of a pod that ran before anybody looked, the last restart has a time. All
   * others are within the hour only when the pod is.
   */
  #seeFirst(pod: Pod, count: number, ended: number): void {
    if (count === 0) {
      return;
    }
    const started = Date.parse(
      pod.status.startTime ?? pod.metadata.creationTimestamp ?? '',
    );
    const isYoung = started > this.#now() - HOUR_MS;
    const at = Number.isNaN(ended) ? started : ended;
    if (!Number.isNaN(at)) {
      this.#restarts.push({
        at,
        count: isYoung ? count : 1,
        pod: pod.metadata,
      });
    }
  }
}
