import { isMap, isScalar } from 'yaml';
import { change, freshName, insertChild, nameIn } from './changes';
import { parentOf, stepAt } from './readWorkflow';
import { type StepPath, type WorkflowEdit } from './types';
import { slotsOf, type WorkflowDocument } from './WorkflowDocument';

/** A copy of a step behind it, with copies of all that is inside, under new names. */
export function duplicateStep(
  text: string,
  path: StepPath,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const step = stepAt(picture, path);
    const parent = parentOf(picture, path);
    const field = parent && slotsOf(parent.type);
    if (!step || step.isLoop || parent?.index === undefined || !field) {
      return undefined;
    }
    const copies = new Map<string, string>();
    copyTemplate(workflow, [...picture.names], copies, step.name);
    const name = copies.get(step.name);
    const list = workflow.slots(parent.index, field);
    const at = path[path.length - 1];
    const item: unknown = list.items[at];
    if (name === undefined) {
      return undefined;
    }
    if (isMap(item)) {
      const branch = item.clone();
      if (isMap(branch)) {
        branch.set('target', name);
      }
      list.items.splice(at + 1, 0, branch);
    } else {
      insertChild(workflow, parent.index, at + 1, name);
    }
    return [...parent.path, at + 1];
  });
}

/** Copies a template and all that it leads to, each once. */
function copyTemplate(
  workflow: WorkflowDocument,
  names: string[],
  copies: Map<string, string>,
  from: string,
): void {
  const templates = workflow.templates();
  const original = templates?.items.find(
    item => isMap(item) && nameIn(item) === from,
  );
  if (!templates || !isMap(original) || copies.has(from)) {
    return;
  }
  const to = freshName(names, from);
  names.push(to);
  copies.set(from, to);
  const copy = original.clone();
  templates.items.push(copy);
  const index = templates.items.length - 1;
  workflow.set(['templates', index, 'name'], to);
  const field = slotsOf(workflow.text('templates', index, 'templateType'));
  if (!field || !isMap(copy) || !copy.has(field)) {
    return;
  }
  for (const item of workflow.slots(index, field).items) {
    const inside: unknown = isMap(item) ? item.get('target') : item;
    const name: unknown = isScalar(inside) ? inside.value : inside;
    if (typeof name === 'string') {
      copyTemplate(workflow, names, copies, name);
      const renamed = copies.get(name) ?? name;
      if (isMap(item)) {
        item.set('target', renamed);
      } else if (isScalar(item)) {
        item.value = renamed;
      }
    }
  }
}
