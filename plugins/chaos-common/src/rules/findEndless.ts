import { ChaosWorkflow } from '../model/objects';
import { ChaosProblem, invalid } from './problem';

/** Templates that come round to themselves: they would make nodes for ever. */
export function findEndless({
  templates,
}: ChaosWorkflow['spec']): ChaosProblem[] {
  const after = new Map(
    templates.map(({ name, children, conditionalBranches }) => [
      name,
      [
        ...(children ?? []),
        ...(conditionalBranches ?? []).map(({ target }) => target),
      ],
    ]),
  );
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(after.get(from) ?? [])];
    for (const name of waiting) {
      if (name === to) {
        return true;
      }
      if (!seen.has(name)) {
        seen.add(name);
        waiting.push(...(after.get(name) ?? []));
      }
    }
    return false;
  };
  return templates.flatMap(({ name, templateType, ...held }, index) => {
    const field = templateType === 'Task' ? 'conditionalBranches' : 'children';
    return reaches(name, name)
      ? [
          invalid(
            `spec.templates[${index}].${field}`,
            held[field],
            `the template ${name} comes round to itself and would never end`,
          ),
        ]
      : [];
  });
}
