import { experimentKinds } from '@shop-platform/backstage-plugin-chaos-common';
import {
  type StepPath,
  type WorkflowPicture,
  type WorkflowReading,
  type WorkflowStep,
} from './types';
import { slotsOf, WorkflowDocument } from './WorkflowDocument';

/** Steps that share steps would be drawn again and again. */
const MOST_STEPS = 400;

type Slot = { name: string; when?: string };

/** A template as the picture needs it, whatever else it holds. */
type Template = {
  index: number;
  name: string;
  type: string;
  action?: string;
  deadline?: string;
  slots: Slot[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function slotsIn(written: Record<string, unknown>): Slot[] {
  const field = slotsOf(textOf(written.templateType));
  const list = field === undefined ? undefined : written[field];
  if (!Array.isArray(list)) {
    return [];
  }
  return list.map(each =>
    field === 'children'
      ? { name: textOf(each) }
      : {
          name: isRecord(each) ? textOf(each.target) : '',
          when: isRecord(each) ? textOf(each.expression) : '',
        },
  );
}

/** The field of a template that holds the spec of an experiment. */
export function specFieldOf(type: string): string | undefined {
  return Object.entries(experimentKinds).find(([kind]) => kind === type)?.[1]
    .field;
}

function readTemplate(written: unknown, index: number): Template {
  const record = isRecord(written) ? written : {};
  const type = textOf(record.templateType);
  const field = specFieldOf(type);
  const spec = field === undefined ? undefined : record[field];
  const action = isRecord(spec) ? textOf(spec.action) : '';
  const deadline = textOf(record.deadline);
  return {
    index,
    name: textOf(record.name),
    type,
    slots: slotsIn(record),
    ...(action ? { action } : {}),
    ...(deadline ? { deadline } : {}),
  };
}

/** Draws the steps from the entry on, each template as often as it is used. */
class Drawing {
  readonly #templates: Map<string, Template>;
  #left = MOST_STEPS;

  constructor(templates: Map<string, Template>) {
    this.#templates = templates;
  }

  get isCut(): boolean {
    return this.#left <= 0;
  }

  draw(
    { name, when }: Slot,
    path: StepPath,
    above: readonly string[],
  ): WorkflowStep {
    this.#left -= 1;
    const template = this.#templates.get(name);
    const isLoop = above.includes(name);
    const slots = template && !isLoop ? template.slots : [];
    const steps: WorkflowStep[] = [];
    for (const [at, slot] of slots.entries()) {
      if (this.#left > 0) {
        steps.push(this.draw(slot, [...path, at], [...above, name]));
      }
    }
    const { index, type = '', action, deadline } = template ?? {};
    return {
      path,
      name,
      type,
      uses: 0,
      isLoop,
      steps,
      ...(index === undefined ? {} : { index }),
      ...(action === undefined ? {} : { action }),
      ...(deadline === undefined ? {} : { deadline }),
      ...(when === undefined ? {} : { when }),
    };
  }
}

/** Every step, each before the ones inside it. */
export function allSteps(step: WorkflowStep): WorkflowStep[] {
  return [step, ...step.steps.flatMap(allSteps)];
}

function withUses(root: WorkflowStep): WorkflowStep {
  const uses = new Map<string, number>();
  for (const { name } of allSteps(root)) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const count = (step: WorkflowStep): WorkflowStep => ({
    ...step,
    uses: uses.get(step.name) ?? 0,
    steps: step.steps.map(count),
  });
  return count(root);
}

function pictureOf(
  workflow: WorkflowDocument,
  written: readonly unknown[],
): WorkflowPicture {
  const templates = written.map(readTemplate);
  // Of two with one name the first counts; that there are two is refused.
  const byName = new Map(
    templates.map(template => [template.name, template] as const).reverse(),
  );
  const drawing = new Drawing(byName);
  const root = withUses(drawing.draw({ name: workflow.text('entry') }, [], []));
  const used = new Set(allSteps(root).map(({ name }) => name));
  const names = templates.map(({ name }) => name);
  const namespace: unknown = workflow.document.getIn(['metadata', 'namespace']);
  return {
    root,
    names,
    unused: drawing.isCut ? [] : names.filter(name => !used.has(name)),
    namespace: textOf(namespace),
    base: workflow.base,
    isCut: drawing.isCut,
    ...(workflow.hasAliases() ? { readOnly: 'aliases' as const } : {}),
  };
}

/** Reads a text as the Workflow that it is, or says why it is none. */
export function readWorkflow(text: string): WorkflowReading {
  const workflow = WorkflowDocument.parse(text);
  if (!(workflow instanceof WorkflowDocument)) {
    return { problem: workflow };
  }
  const written = workflow.value('templates');
  return Array.isArray(written)
    ? { picture: pictureOf(workflow, written) }
    : { problem: { reason: 'templates' } };
}

/** How many steps stand side by side in a step, where it is widest. */
export function lanesOf({ type, steps }: WorkflowStep): number {
  const lanes = steps.map(lanesOf);
  return type === 'Serial'
    ? Math.max(1, ...lanes)
    : Math.max(
        1,
        lanes.reduce((sum, each) => sum + each, 0),
      );
}

/** The step at a path; undefined where there is none. */
export function stepAt(
  { root }: Pick<WorkflowPicture, 'root'>,
  path: StepPath,
): WorkflowStep | undefined {
  return path.reduce<WorkflowStep | undefined>(
    (step, at) => step?.steps[at],
    root,
  );
}

/** The step that another one is in. */
export function parentOf(
  picture: Pick<WorkflowPicture, 'root'>,
  path: StepPath,
): WorkflowStep | undefined {
  return path.length === 0 ? undefined : stepAt(picture, path.slice(0, -1));
}

/** Whether a step of another template can be put inside: it has to end somewhere. */
export function wouldLoop(container: string, inside: WorkflowStep): boolean {
  return allSteps(inside).some(({ name }) => name === container);
}
