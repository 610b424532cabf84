import { type TraceModel } from './types';

/** How wide and high the drawing is, in its own units. */
export const OVERVIEW_WIDTH = 1_000;
export const OVERVIEW_LANES = 40;

/** A trace in small: one path for each service, and where errors are. */
export type Overview = {
  lanes: number;
  services: { service: string; isRestricted: boolean; path: string }[];
  /** Along the width. */
  errors: number[];
};

type Stretch = { from: number; to: number };

/** Joins what overlaps or touches; the stretches of a lane come as they may. */
function join(stretches: Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, to } of stretches.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      joined.push({ from, to });
    }
  }
  return joined;
}

/** However many spans, at most a few thousand strokes: rows share lanes, and pixels. */
export function buildOverview(model: TraceModel): Overview {
  const { nodes, durationUs } = model;
  const lanes = Math.max(1, Math.min(OVERVIEW_LANES, nodes.length));
  const scale = durationUs > 0 ? OVERVIEW_WIDTH / durationUs : 0;
  const byService = new Map<string, Map<number, Stretch[]>>();
  const errors = new Set<number>();
  for (const node of nodes) {
    const lane = Math.floor((node.index / nodes.length) * lanes);
    const from = Math.floor(node.startUs * scale);
    const to = Math.max(from + 1, Math.ceil(node.endUs * scale));
    const ofService = byService.get(node.service) ?? new Map();
    byService.set(node.service, ofService);
    const ofLane: Stretch[] = ofService.get(lane) ?? [];
    ofService.set(lane, ofLane);
    ofLane.push({ from, to });
    if (node.isError) {
      errors.add(from);
    }
  }
  return {
    lanes,
    services: model.services.map(({ service, isRestricted }) => ({
      service,
      isRestricted,
      path: [...(byService.get(service) ?? [])]
        .flatMap(([lane, stretches]) =>
          join(stretches).map(({ from, to }) => `M${from} ${lane + 0.5}H${to}`),
        )
        .join(''),
    })),
    errors: [...errors],
  };
}
