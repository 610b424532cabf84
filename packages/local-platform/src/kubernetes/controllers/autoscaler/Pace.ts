import type { Autoscaler, ScalingRules } from '../types';

type Rules = Required<ScalingRules>;

const UP: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Percent', value: 100, periodSeconds: 15 },
    { type: 'Pods', value: 4, periodSeconds: 15 },
  ],
};

const DOWN: Rules = {
  stabilizationWindowSeconds: 300,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

const LONGEST_WINDOW_MS = 3_600_000;

type Recommendation = { replicas: number; at: number };
type Change = { by: number; at: number };

/** What holds a change of scale back. */
export type Paced = {
  replicas: number;
  isStabilized: boolean;
  isLimited: boolean;
};

/** How fast one autoscaler may scale, by what it recommended and did before. */
export class Pace {
  #recommendations: Recommendation[] = [];
  #changes: Change[] = [];

  /** The size that may be set now, on the way to the one that is wanted. */
  limit(
    { spec }: Autoscaler,
    current: number,
    wanted: number,
    now: number,
  ): Paced {
    const up = { ...UP, ...spec.behavior?.scaleUp };
    const down = { ...DOWN, ...spec.behavior?.scaleDown };
    const stable = this.#stabilize(up, down, current, wanted, now);
    const replicas = this.#withinPolicies(up, down, current, stable, now);
    return {
      replicas,
      isStabilized: stable !== wanted,
      isLimited: replicas !== stable,
    };
  }

  /** Takes note of a change that was made. */
  changed(by: number, now: number): void {
    this.#changes = this.#changes.filter(
      ({ at }) => at > now - LONGEST_WINDOW_MS,
    );
    this.#changes.push({ by, at: now });
  }

  #stabilize(
    up: Rules,
    down: Rules,
    current: number,
    wanted: number,
    now: number,
  ): number {
    if (this.#recommendations.length === 0) {
      this.#recommendations.push({ replicas: current, at: now });
    }
    const within = ({ stabilizationWindowSeconds }: Rules) => [
      wanted,
      ...this.#recommendations
        .filter(({ at }) => at > now - stabilizationWindowSeconds * 1000)
        .map(({ replicas }) => replicas),
    ];
    const least = Math.min(...within(up));
    const most = Math.max(...within(down));
    this.#recommendations = this.#recommendations.filter(
      ({ at }) => at > now - LONGEST_WINDOW_MS,
    );
    this.#recommendations.push({ replicas: wanted, at: now });
    return Math.min(Math.max(current, least), most);
  }

  #withinPolicies(
    up: Rules,
    down: Rules,
    current: number,
    wanted: number,
    now: number,
  ): number {
    if (wanted > current) {
      return Math.min(wanted, Math.max(current, this.#most(up, current, now)));
    }
    return wanted < current
      ? Math.max(wanted, Math.min(current, this.#least(down, current, now)))
      : current;
  }

  #before(seconds: number, current: number, now: number): number {
    return this.#changes
      .filter(({ at }) => at > now - seconds * 1000)
      .reduce((size, { by }) => size - by, current);
  }

  #most(
    { policies, selectPolicy }: Rules,
    current: number,
    now: number,
  ): number {
    if (selectPolicy === 'Disabled') {
      return current;
    }
    const limits = policies.map(({ type, value, periodSeconds }) => {
      const before = this.#before(periodSeconds, current, now);
      return type === 'Pods'
        ? before + value
        : Math.ceil(before * (1 + value / 100));
    });
    return selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
  }

  #least(
    { policies, selectPolicy }: Rules,
    current: number,
    now: number,
  ): number {
    if (selectPolicy === 'Disabled') {
      return current;
    }
    const limits = policies.map(({ type, value, periodSeconds }) => {
      const before = this.#before(periodSeconds, current, now);
      return type === 'Pods'
        ? before - value
        : Math.floor(before * (1 - value / 100));
    });
    return selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
  }
}
