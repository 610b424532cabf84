import { isMap, isScalar, type YAMLMap } from 'yaml';
import { allSteps, parentOf, readWorkflow, stepAt } from './readWorkflow';
import {
  type StepPath,
  type WorkflowEdit,
  type WorkflowPicture,
} from './types';
import { slotsOf, WorkflowDocument } from './WorkflowDocument';

/** What a new template holds beside its name. */
export type NewTemplate = {
  name: string;
  fields: { templateType: string; [field: string]: unknown };
};

/** A place among the steps of a template. */
export type Room = { index: number; at: number; path: StepPath };

const loopsIn = (picture: WorkflowPicture | undefined) =>
  picture ? allSteps(picture.root).filter(({ isLoop }) => isLoop).length : 0;

/**
 * The text with a change in it; undefined where it cannot be made, or would put
 * a step into itself.
 */
export function change(
  text: string,
  act: (
    workflow: WorkflowDocument,
    picture: WorkflowPicture,
  ) => StepPath | undefined,
): WorkflowEdit | undefined {
  const { picture } = readWorkflow(text);
  const workflow = WorkflowDocument.parse(text);
  if (!picture || picture.readOnly || !(workflow instanceof WorkflowDocument)) {
    return undefined;
  }
  const path = act(workflow, picture);
  if (!path) {
    return undefined;
  }
  const next = workflow.toString();
  return loopsIn(readWorkflow(next).picture) > loopsIn(picture)
    ? undefined
    : { text: next, path };
}

/** A name that no template has. */
export function freshName(names: readonly string[], wanted: string): string {
  if (!names.includes(wanted)) {
    return wanted;
  }
  const stem = wanted.replace(/-\d+$/, '');
  let number = 2;
  while (names.includes(`${stem}-${number}`)) {
    number += 1;
  }
  return `${stem}-${number}`;
}

/** Appends a template, and says where it stands. */
export function appendTemplate(
  workflow: WorkflowDocument,
  template: Record<string, unknown>,
): number {
  const templates = workflow.templates();
  if (!templates) {
    throw new Error('The Workflow has no list of templates');
  }
  templates.flow = false;
  templates.items.push(workflow.document.createNode(template));
  return templates.items.length - 1;
}

/** Lets what names a step name another template. */
export function pointTo(
  workflow: WorkflowDocument,
  picture: WorkflowPicture,
  path: StepPath,
  name: string,
): boolean {
  if (path.length === 0) {
    workflow.set(['entry'], name);
    return true;
  }
  const parent = parentOf(picture, path);
  const field = parent && slotsOf(parent.type);
  if (parent?.index === undefined || !field) {
    return false;
  }
  const list = workflow.slots(parent.index, field);
  const item: unknown = list.items[path[path.length - 1]];
  if (isMap(item)) {
    item.set('target', name);
  } else if (isScalar(item)) {
    item.value = name;
  } else {
    return false;
  }
  return true;
}

/** Puts a Serial or a Parallel around one use of a template. */
export function putAround(
  workflow: WorkflowDocument,
  picture: WorkflowPicture,
  path: StepPath,
  wrapper: NewTemplate,
): number | undefined {
  const step = stepAt(picture, path);
  if (!step) {
    return undefined;
  }
  const name = freshName(picture.names, wrapper.name);
  return pointTo(workflow, picture, path, name)
    ? appendTemplate(workflow, {
        name,
        ...wrapper.fields,
        children: [step.name],
      })
    : undefined;
}

/**
 * Where something new goes for a step that is chosen: into it at the end, or
 * behind it. What is alone gets a Serial around it.
 */
export function roomAt(
  workflow: WorkflowDocument,
  picture: WorkflowPicture,
  path: StepPath,
  serial: NewTemplate,
): Room | undefined {
  const step = stepAt(picture, path);
  if (!step) {
    return undefined;
  }
  const { index, type, isLoop, steps } = step;
  if (index !== undefined && !isLoop && slotsOf(type) === 'children') {
    return { index, at: steps.length, path: [...path, steps.length] };
  }
  const parent = parentOf(picture, path);
  if (parent?.index !== undefined && slotsOf(parent.type) === 'children') {
    const at = path[path.length - 1] + 1;
    return { index: parent.index, at, path: [...parent.path, at] };
  }
  const made = putAround(workflow, picture, path, serial);
  return made === undefined
    ? undefined
    : { index: made, at: 1, path: [...path, 1] };
}

/** Takes templates out of the list, by their names. */
export function dropTemplates(
  workflow: WorkflowDocument,
  names: readonly string[],
): void {
  const templates = workflow.templates();
  if (templates) {
    templates.items = templates.items.filter(
      item => !isMap(item) || !names.includes(nameIn(item)),
    );
  }
}

export function nameIn(template: YAMLMap): string {
  const name: unknown = template.get('name');
  return typeof name === 'string' ? name : '';
}

/** Names a template among the children of another one. */
export function insertChild(
  workflow: WorkflowDocument,
  index: number,
  at: number,
  name: string,
): void {
  workflow
    .slots(index, 'children')
    .items.splice(at, 0, workflow.document.createNode(name));
}
