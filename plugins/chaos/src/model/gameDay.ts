import {
  type ChaosGameDay,
  type ChaosGameDayPlan,
} from '@shop-platform/backstage-plugin-chaos-common';
import { copyLink } from './copyLink';

const HOUR_OF_DAY = 10;
const WORKFLOW = 'workflow:';
const PRESET = 'preset:';

/** A game day that is being written; it may not be whole yet. */
export type GameDayDraft = {
  title: string;
  /** As an input of the browser has it, by the clocks of the viewer. */
  at: string;
  cluster: string;
  namespace: string;
  entity: string | undefined;
  /** What it begins with, with what that is; empty while that is open. */
  begin: string;
  /** Refs, between commas or in lines. */
  people: string;
  notes: string;
};

/** What is chosen to begin with, as a draft has it. */
export const beginWith = {
  preset: (id: string) => `${PRESET}${id}`,
  workflow: (name: string) => `${WORKFLOW}${name}`,
};

const two = (part: number) => String(part).padStart(2, '0');

/** A moment as an input of the browser wants it. */
export function toInput(date: Date): string {
  const day = [
    date.getFullYear(),
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Ten o'clock of a day, or of the next day of work from now where it is over. */
export function usualTime(day: Date, now: Date): string {
  const at = (date: Date, days = 0) =>
    new Date(
      date.getFullYear(),
      date.getMonth(),
      date.getDate() + days,
      HOUR_OF_DAY,
    );
  return toInput(at(day) > now ? at(day) : at(now, 1));
}

/** What was planned, to be changed. */
export function draftOf(day: ChaosGameDay): GameDayDraft {
  const { title, at, cluster, namespace, entity } = day;
  let begin = '';
  if (day.workflow !== undefined) {
    begin = beginWith.workflow(day.workflow);
  } else if (day.preset !== undefined) {
    begin = beginWith.preset(day.preset);
  }
  return {
    title,
    at: toInput(new Date(at)),
    cluster,
    namespace,
    entity,
    begin,
    people: day.people.join('\n'),
    notes: day.notes ?? '',
  };
}

/** What is asked of the back end; undefined where something is missing yet. */
export function planOf(draft: GameDayDraft): ChaosGameDayPlan | undefined {
  const at = new Date(draft.at);
  const title = draft.title.trim();
  const { cluster, namespace, entity, begin } = draft;
  const notes = draft.notes.trim();
  if (!title || Number.isNaN(at.getTime()) || !cluster || !namespace) {
    return undefined;
  }
  return {
    title,
    at: at.toISOString(),
    cluster,
    namespace,
    people: draft.people.split(/[\s,;]+/).filter(ref => ref !== ''),
    ...(entity ? { entity } : {}),
    ...(begin.startsWith(PRESET) ? { preset: begin.slice(PRESET.length) } : {}),
    ...(begin.startsWith(WORKFLOW)
      ? { workflow: begin.slice(WORKFLOW.length) }
      : {}),
    ...(notes ? { notes } : {}),
  };
}

/** Whether it can be started: from the beginning of its day on, by the clocks of the viewer. */
export function hasCome({ at }: Pick<ChaosGameDay, 'at'>, now: Date): boolean {
  const day = new Date(at);
  return now >= new Date(day.getFullYear(), day.getMonth(), day.getDate());
}

/** The page on which it is started, filled in with what was planned. */
export function startLink(
  day: ChaosGameDay,
  pages: { newRun: string; newWorkflow: string },
): string {
  const { cluster, namespace, entity, preset, workflow } = day;
  if (workflow !== undefined) {
    return `${pages.newWorkflow}${copyLink({
      cluster,
      kind: 'Workflow',
      namespace,
      name: workflow,
    })}`;
  }
  return `${pages.newRun}?${new URLSearchParams({
    cluster,
    namespace,
    ...(entity ? { entity } : {}),
    ...(preset ? { preset } : {}),
  })}`;
}
