import {
  type RuntimePoint,
  type RuntimeSeries,
} from '@shop-platform/backstage-plugin-traces-common';

/** How a process is at one step of time; what was not measured is absent. */
export type RuntimeStep = Omit<RuntimePoint, 'time'> & { time: Date };

/** A process over time, or the worst of those that have no line of their own. */
export type RuntimeLine = {
  /** Tells it from those of all sources. */
  key: string;
  /** The pod, the instance or the host; empty when nothing names it. */
  id: string;
  /** Named when several sources tell of the service. */
  sourceTitle?: string;
  /** How many processes it stands for, when it is not one. */
  others?: number;
  steps: RuntimeStep[];
};

/** The processes of a service, of all sources together. */
export type ServiceRuntime = {
  from: Date;
  to: Date;
  /** Empty when the service sends no such metrics. */
  lines: RuntimeLine[];
};

/** The worst moment of a number. */
export type Peak = { value: number; step: RuntimeStep; line: RuntimeLine };

/** Where a number stands in a step. */
export type PickValue = (step: RuntimeStep) => number | undefined;

function toSteps(points: readonly RuntimePoint[]): RuntimeStep[] {
  return points.map(point => ({ ...point, time: new Date(point.time) }));
}

function toLines(series: RuntimeSeries, sourceTitle?: string): RuntimeLine[] {
  const { source, instances, instanceCount, others } = series;
  const shown = instances.map(({ id, points }) => ({
    key: `${source}/${id}`,
    id,
    sourceTitle,
    steps: toSteps(points),
  }));
  const rest = others && {
    key: `${source} others`,
    id: '',
    sourceTitle,
    others: instanceCount - instances.length,
    steps: toSteps(others),
  };
  return rest ? [...shown, rest] : shown;
}

/** Makes one service out of the series of several sources. */
export function mergeRuntime(
  answer: {
    series: readonly RuntimeSeries[];
    sources: readonly { id: string; title: string }[];
  },
  window: { from: Date; to: Date },
): ServiceRuntime {
  const telling = answer.series.filter(one => one.instances.length > 0);
  const titleOf = (id: string) =>
    answer.sources.find(source => source.id === id)?.title ?? id;
  return {
    ...window,
    lines: telling.flatMap(one =>
      toLines(one, telling.length > 1 ? titleOf(one.source) : undefined),
    ),
  };
}

/** The highest value that any process had, and when; nothing when none was measured. */
export function findPeak(
  { lines }: ServiceRuntime,
  pick: PickValue,
): Peak | undefined {
  let peak: Peak | undefined;
  for (const line of lines) {
    for (const step of line.steps) {
      const value = pick(step);
      if (value !== undefined && (!peak || value > peak.value)) {
        peak = { value, step, line };
      }
    }
  }
  return peak;
}

/** The lowest value that any process had at each step: of limits, the one that is met first. */
export function lowestSteps(
  { lines }: ServiceRuntime,
  pick: PickValue,
): { time: Date; value: number }[] {
  const byTime = new Map<number, number>();
  for (const step of lines.flatMap(({ steps }) => steps)) {
    const value = pick(step);
    if (value !== undefined) {
      const time = step.time.getTime();
      byTime.set(time, Math.min(value, byTime.get(time) ?? value));
    }
  }
  return [...byTime]
    .sort(([one], [other]) => one - other)
    .map(([time, value]) => ({ time: new Date(time), value }));
}

const UUID =
  /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id as people can take it in: of a UUID the beginning tells enough. */
export function shortId(id: string): string {
  return UUID.exec(id)?.[1] ?? id;
}
