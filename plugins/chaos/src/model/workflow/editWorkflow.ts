import { isMap, isScalar } from 'yaml';
import {
  appendTemplate,
  change,
  dropTemplates,
  freshName,
  insertChild,
  putAround,
  roomAt,
  type NewTemplate,
} from './changes';
import { parentOf, readWorkflow, stepAt } from './readWorkflow';
import { SERIAL } from './templates';
import {
  type StepPath,
  type WorkflowEdit,
  type WorkflowPicture,
  type YamlPath,
} from './types';
import { slotsOf, type WorkflowDocument } from './WorkflowDocument';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why a step cannot have a name. */
export function problemOfName(
  { names }: Pick<WorkflowPicture, 'names'>,
  from: string,
  to: string,
): 'form' | 'taken' | undefined {
  if (!SUBDOMAIN.test(to)) {
    return 'form';
  }
  return to !== from && names.includes(to) ? 'taken' : undefined;
}

/** Adds a step into the one that is chosen, or behind it. */
export function addStep(
  text: string,
  path: StepPath,
  template: NewTemplate,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const name = freshName(picture.names, template.name);
    const room = roomAt(workflow, picture, path, SERIAL);
    if (!room) {
      return undefined;
    }
    appendTemplate(workflow, { name, ...template.fields });
    insertChild(workflow, room.index, room.at, name);
    return room.path;
  });
}

/** Uses a template that is there once more. */
export function addUse(
  text: string,
  path: StepPath,
  name: string,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const room = picture.names.includes(name)
      ? roomAt(workflow, picture, path, SERIAL)
      : undefined;
    if (room) {
      insertChild(workflow, room.index, room.at, name);
    }
    return room?.path;
  });
}

/** Puts a Serial or a Parallel around a step. */
export function wrapStep(
  text: string,
  path: StepPath,
  wrapper: NewTemplate,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) =>
    putAround(workflow, picture, path, wrapper) === undefined
      ? undefined
      : path,
  );
}

/** Renames a template, and everything that leads to it. */
export function renameStep(
  text: string,
  path: StepPath,
  to: string,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const step = stepAt(picture, path);
    if (
      step?.index === undefined ||
      problemOfName(picture, step.name, to) !== undefined
    ) {
      return undefined;
    }
    const from = step.name;
    workflow.set(['templates', step.index, 'name'], to);
    if (workflow.text('entry') === from) {
      workflow.set(['entry'], to);
    }
    picture.names.forEach((_, index) => renameIn(workflow, index, from, to));
    return path;
  });
}

function renameIn(
  workflow: WorkflowDocument,
  index: number,
  from: string,
  to: string,
): void {
  const field = slotsOf(workflow.text('templates', index, 'templateType'));
  if (!field || !workflow.map(index)?.has(field)) {
    return;
  }
  for (const item of workflow.slots(index, field).items) {
    if (isScalar(item) && item.value === from) {
      item.value = to;
    } else if (isMap(item) && item.get('target') === from) {
      item.set('target', to);
    }
  }
}

/** Writes a field of the template of a step; takes it out where there is no value. */
export function setStepField(
  text: string,
  path: StepPath,
  field: YamlPath,
  value: unknown,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const index = stepAt(picture, path)?.index;
    if (index === undefined) {
      return undefined;
    }
    const place = ['templates', index, ...field];
    if (value === undefined) {
      workflow.delete(place);
    } else {
      workflow.set(place, value);
    }
    return path;
  });
}

/** Takes a step out, and the templates that nothing leads to then. */
export function removeStep(
  text: string,
  path: StepPath,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const parent = parentOf(picture, path);
    const field = parent && slotsOf(parent.type);
    if (parent?.index === undefined || !field) {
      return undefined;
    }
    const at = path[path.length - 1];
    workflow.slots(parent.index, field).items.splice(at, 1);
    const left = readWorkflow(workflow.toString()).picture?.unused ?? [];
    dropTemplates(
      workflow,
      left.filter(name => !picture.unused.includes(name)),
    );
    return parent.steps.length > 1
      ? [...parent.path, Math.min(at, parent.steps.length - 2)]
      : parent.path;
  });
}

/** Takes out a template that nothing leads to. */
export function removeUnused(
  text: string,
  path: StepPath,
  name: string,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    if (!picture.unused.includes(name)) {
      return undefined;
    }
    dropTemplates(workflow, [name]);
    return path;
  });
}
