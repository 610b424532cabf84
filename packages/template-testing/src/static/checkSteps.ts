import { ActionDescription } from '../render/schemas';
import { TemplateSource, TemplateStep } from '../template/TemplateSource';
import { Finding } from '../types';
import { templateReferences } from './checkParameters';

const WHERE = 'template.yaml';

/**
 * Every action exists and gets the inputs it knows, and every output that is
 * read comes from an earlier step. A dry run skips the steps that publish, so
 * their mistakes would otherwise show in a real run only.
 */
export function checkSteps(
  source: TemplateSource,
  actions: readonly ActionDescription[],
): Finding[] {
  const earlier = new Map<string, ActionDescription | undefined>();
  const messages: string[] = [];
  for (const step of source.steps) {
    const action = actions.find(({ id }) => id === step.action);
    messages.push(
      ...(action
        ? checkInput(step, action)
        : [`There is no action ${step.action}`]),
      ...checkOutputs(step, earlier),
    );
    if (step.id) {
      earlier.set(step.id, action);
    }
  }
  messages.push(...checkOutputs(source.output, earlier));
  return messages.map(message => ({ where: WHERE, message }));
}

function checkInput(step: TemplateStep, action: ActionDescription): string[] {
  const schema = action.schema?.input;
  if (!schema?.properties) {
    return [];
  }
  const known = schema.properties;
  const unknown = Object.keys(step.input).filter(
    key => !Object.hasOwn(known, key),
  );
  const missing = (schema.required ?? []).filter(
    key => !Object.hasOwn(step.input, key),
  );
  return [
    ...unknown.map(key => `${step.action} has no input ${key}`),
    ...missing.map(key => `${step.action} needs the input ${key}`),
  ];
}

function checkOutputs(
  reader: unknown,
  earlier: ReadonlyMap<string, ActionDescription | undefined>,
): string[] {
  return templateReferences(reader)
    .filter(({ root }) => root === 'steps')
    .flatMap(({ path: [id, , output] }) => {
      if (!earlier.has(id)) {
        return [`steps.${id} is read, and no earlier step has this id`];
      }
      const outputs = earlier.get(id)?.schema?.output?.properties;
      return outputs && output && !Object.hasOwn(outputs, output)
        ? [`The step ${id} puts out no ${output}`]
        : [];
    });
}
