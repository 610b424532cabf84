import { entitiesOf } from './entitiesOf';
import { type Observation } from './observe';
import { type RunChange } from './RunStore';
import {
  isInjected,
  isOn,
  type Run,
  type RunEvent,
  type RunTarget,
} from './types';

/** A run as it is known, and what was seen of its object since. */
export type Sight = {
  known: Run;
  seen: Observation;
  targets: RunTarget[];
  at: Date;
  isGone: boolean;
  /** Why that it is gone does not show that its faults are off. */
  unproven?: string;
  /** Who changed the object last, where that is known. */
  by?: string;
};

/** What has changed of a run, and what is to be told of that. */
export type Difference = { change: RunChange; events: RunEvent[] };

/** What was seen that is not known yet. */
export function compareRun(sight: Sight): Difference {
  const state = stateOf(sight);
  const first = compareInjection(sight, state);
  const { change, events } =
    state === sight.known.state
      ? { change: {}, events: [] }
      : compareState(sight, state);
  return {
    change: { ...compareFacts(sight), ...first.change, ...change },
    events: [...first.events, ...events],
  };
}

/** What state a run is in by its object. */
export function stateOf({
  known,
  seen,
  isGone,
  unproven,
}: Pick<Sight, 'known' | 'seen' | 'isGone' | 'unproven'>): Run['state'] {
  if (isGone) {
    // Objects go when their finalizers say that all is taken back, if these decide.
    return unproven === undefined ? 'recovered' : 'not-recovered';
  }
  // Records that somebody took away say nothing of what was on.
  return seen.state === 'recovered' &&
    seen.targets.length === 0 &&
    known.targets.some(isInjected)
    ? 'recovering'
    : seen.state;
}

/** What can change in any state. */
function compareFacts({ known, seen, targets, at, isGone }: Sight): RunChange {
  const change: RunChange = {};
  if (known.uid !== seen.uid) {
    change.uid = seen.uid;
    change.name = seen.name;
    change.startedAt = seen.startedAt;
  }
  if (JSON.stringify(targets) !== JSON.stringify(known.targets)) {
    change.targets = targets;
    // Where somebody else started it, only its pods say what it hits.
    if (known.entities.length === 0) {
      change.entities = entitiesOf(targets);
    }
  }
  if ((seen.message ?? '') !== (known.message ?? '')) {
    change.message = seen.message ?? '';
  }
  if ((seen.stops || isGone) && !known.stoppingAt) {
    change.stoppingAt = at;
  }
  return change;
}

/**
 * What comes of the first fault that is on: from then on it is under watch, for
 * the others may take long, or never come on.
 */
function compareInjection(
  { known, targets, at }: Sight,
  state: Run['state'],
): Difference {
  const hit = targets.filter(isInjected).length;
  // One that is being taken back was on before anybody saw it.
  const isOver = state === 'recovered' || state === 'not-recovered';
  const isFresh = isOn({ state, targets }) || (isOver && hit > 0);
  if (!isFresh || known.injectedAt) {
    return { change: {}, events: [] };
  }
  const message =
    hit < targets.length ? `In ${hit} of ${targets.length} targets` : undefined;
  return {
    change: { injectedAt: at },
    events: [
      {
        type: 'injected',
        at: at.toISOString(),
        ...(message ? { message } : {}),
      },
    ],
  };
}

/** What comes of another state. */
function compareState(
  { known, seen, at, isGone, unproven: message, by }: Sight,
  state: Run['state'],
): Difference {
  const change: RunChange = { state };
  const events: RunEvent[] = [];
  const tell = (type: RunEvent['type'], who?: string) =>
    events.push({ type, at: at.toISOString(), ...(who ? { by: who } : {}) });
  if (state === 'paused') {
    tell('paused', by);
  } else if (known.state === 'paused' && !seen.stops && !isGone) {
    tell('resumed', by);
  } else if (state === 'recovered') {
    change.endedAt = at;
    tell(isGone && known.state !== 'recovering' ? 'gone' : 'recovered');
  } else if (state === 'not-recovered' && message) {
    change.endedAt = at;
    change.message = message;
    events.push({ type: 'not-recovered', at: at.toISOString(), message });
  }
  return { change, events };
}
