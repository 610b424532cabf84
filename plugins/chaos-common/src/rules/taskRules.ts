import { compileExpression } from '../expression/compileExpression';
import { workflowTaskSchema, WorkflowTemplate } from '../model/objects';
import { ChaosProblem, invalid, whyNot } from './problem';

/**
 * What Chaos Mesh lets through in a Task: one without a container, with which it
 * breaks, and branches that it never comes to a decision about.
 */
export function findInTask(
  { task, conditionalBranches }: WorkflowTemplate,
  path: string,
  names: string[],
): ChaosProblem[] {
  const parsed = workflowTaskSchema.safeParse(task ?? {});
  const wrong = (parsed.error?.issues ?? []).map(issue => ({
    field: [`${path}.task`, ...issue.path.map(String)].join('.'),
    message: `Required value: a task runs one container, with its name and its image (${issue.message})`,
  }));
  const inBranches = (conditionalBranches ?? []).flatMap(
    ({ target, expression }, index) => {
      const at = `${path}.conditionalBranches[${index}]`;
      return [
        ...(names.includes(target)
          ? []
          : [
              invalid(
                `${at}.target`,
                target,
                `can not find a template with name ${target}`,
              ),
            ]),
        ...findInExpression(expression ?? '', `${at}.expression`),
      ];
    },
  );
  return [...wrong, ...inBranches];
}

function findInExpression(expression: string, field: string): ChaosProblem[] {
  if (expression.trim() === '') {
    return [
      {
        field,
        message:
          'Required value: Chaos Mesh cannot evaluate an expression that is empty, so the task would never end; a branch that is always taken has true',
      },
    ];
  }
  const why = whyNot(() => compileExpression(expression));
  return why ? [invalid(field, expression, why)] : [];
}
