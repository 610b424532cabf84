import { isMap } from 'yaml';
import {
  appendTemplate,
  change,
  freshName,
  pointTo,
  type NewTemplate,
} from './changes';
import { parentOf, stepAt } from './readWorkflow';
import { type StepPath, type WorkflowEdit } from './types';

/** Adds a step that a Task begins when an expression holds. */
export function addBranch(
  text: string,
  path: StepPath,
  branch: { expression: string; template: NewTemplate },
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const task = stepAt(picture, path);
    if (task?.index === undefined || task.type !== 'Task') {
      return undefined;
    }
    const { template, expression } = branch;
    const name = freshName(picture.names, template.name);
    appendTemplate(workflow, { name, ...template.fields });
    workflow
      .slots(task.index, 'conditionalBranches')
      .items.push(workflow.document.createNode({ target: name, expression }));
    return [...path, task.steps.length];
  });
}

/** What has to hold for a branch of a Task; nothing where it is empty. */
export function setExpression(
  text: string,
  path: StepPath,
  expression: string,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) => {
    const task = parentOf(picture, path);
    const item: unknown =
      task?.index !== undefined && task.type === 'Task'
        ? workflow.slots(task.index, 'conditionalBranches').items[
            path[path.length - 1]
          ]
        : undefined;
    if (!isMap(item)) {
      return undefined;
    }
    if (expression === '') {
      item.delete('expression');
    } else {
      item.set('expression', expression);
    }
    return path;
  });
}

/** Lets a step be another template. */
export function setTarget(
  text: string,
  path: StepPath,
  name: string,
): WorkflowEdit | undefined {
  return change(text, (workflow, picture) =>
    picture.names.includes(name) && pointTo(workflow, picture, path, name)
      ? path
      : undefined,
  );
}
