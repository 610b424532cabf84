import { isMap, isScalar } from 'yaml';
import { change } from './changes';
import { parentOf, stepAt, wouldLoop } from './readWorkflow';
import {
  type StepPath,
  type WorkflowEdit,
  type WorkflowPicture,
  type WorkflowStep,
} from './types';
import { slotsOf } from './WorkflowDocument';

/** Before the one before it, behind the next, into one beside it, or out. */
export const MOVES = ['earlier', 'later', 'in', 'out'] as const;

export type Move = (typeof MOVES)[number];

/** From which list to which, and the path that the step has then. */
type Way = {
  from: { step: WorkflowStep; at: number };
  to: { step: WorkflowStep; at: number };
  path: StepPath;
};

const isList = (step: WorkflowStep | undefined): step is WorkflowStep =>
  step?.index !== undefined &&
  !step.isLoop &&
  slotsOf(step.type) === 'children';

function wayIn(
  parent: WorkflowStep,
  at: number,
  moved: WorkflowStep,
): Way | undefined {
  const before = parent.steps[at - 1];
  const after = parent.steps[at + 1];
  const fits = (step: WorkflowStep | undefined): step is WorkflowStep =>
    isList(step) && !wouldLoop(step.name, moved);
  if (fits(before)) {
    const end = before.steps.length;
    return {
      from: { step: parent, at },
      to: { step: before, at: end },
      path: [...before.path, end],
    };
  }
  return fits(after)
    ? {
        from: { step: parent, at },
        to: { step: after, at: 0 },
        // What comes after moves up.
        path: [...parent.path, at, 0],
      }
    : undefined;
}

function wayOf(
  picture: WorkflowPicture,
  path: StepPath,
  move: Move,
): Way | undefined {
  const moved = stepAt(picture, path);
  const parent = parentOf(picture, path);
  if (!moved || parent?.index === undefined) {
    return undefined;
  }
  const at = path[path.length - 1];
  const from = { step: parent, at };
  if (move === 'in') {
    return wayIn(parent, at, moved);
  }
  if (move === 'out') {
    const above = parentOf(picture, parent.path);
    const behind = parent.path[parent.path.length - 1] + 1;
    return isList(above) && above.name !== parent.name
      ? {
          from,
          to: { step: above, at: behind },
          path: [...above.path, behind],
        }
      : undefined;
  }
  const next = move === 'earlier' ? at - 1 : at + 1;
  return next >= 0 && next < parent.steps.length
    ? {
        from,
        to: { step: parent, at: next },
        path: [...parent.path, next],
      }
    : undefined;
}

/** Whether a step can be moved so. */
export function canMove(
  picture: WorkflowPicture,
  path: StepPath,
  move: Move,
): boolean {
  return !picture.readOnly && wayOf(picture, path, move) !== undefined;
}

/** Moves one use of a template. */
export function moveStep(
  text: string,
  path: StepPath,
  move: Move,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const way = wayOf(picture, path, move);
    const { from, to } = way ?? {};
    const field = from && slotsOf(from.step.type);
    const target = to && slotsOf(to.step.type);
    if (
      !way ||
      !field ||
      !target ||
      from?.step.index === undefined ||
      to?.step.index === undefined
    ) {
      return undefined;
    }
    const list = workflow.slots(from.step.index, field);
    const [item] = list.items.splice(from.at, 1);
    const name: unknown = isMap(item) ? item.get('target') : undefined;
    const moved =
      // A branch that leaves its Task loses its condition.
      isMap(item) && target === 'children'
        ? workflow.document.createNode(name)
        : item;
    if (!isMap(moved) && !isScalar(moved)) {
      return undefined;
    }
    workflow.slots(to.step.index, target).items.splice(to.at, 0, moved);
    return way.path;
  });
}
