import {
  CHAOS_API_VERSION,
  experimentKinds,
} from '@shop-platform/backstage-plugin-chaos-common';
import { parse, stringify } from 'yaml';
import { presets } from '../../__testUtils__/chaos';
import {
  describeWithReference,
  referenceProblems,
  whySkipped,
} from '../../__testUtils__/referenceDefinitions';
import { isExperimentKind } from '../form';
import { asSchedule } from '../standing';
import {
  addBranch,
  addStep,
  addUse,
  allSteps,
  copyOf,
  duplicateStep,
  emptyWorkflow,
  experimentOf,
  NEW_STEPS,
  oneAfterAnother,
  PARALLEL,
  phaseAfterPhase,
  readWorkflow,
  renameStep,
  setExpression,
  STEP_TYPES,
  stepFieldsOf,
  USUAL_EXPRESSION,
  wrapStep,
  writeStepField,
  type NewTemplate,
  type StepField,
  type StepPath,
  type WorkflowEdit,
} from '.';

const KINDS = Object.keys(experimentKinds).filter(isExperimentKind);
const COMPONENT = { name: 'payments', namespace: 'shop' };

/** Every step that the editor offers. */
const OFFERED: NewTemplate[] = [
  ...STEP_TYPES.map(type => NEW_STEPS[type]),
  ...KINDS.map(kind => experimentOf(kind, 'shop')),
];

function made(edit: WorkflowEdit | undefined): WorkflowEdit {
  if (!edit) {
    throw new Error('It was refused');
  }
  return edit;
}

/** One of every step, one after another. */
const full = OFFERED.reduce(
  (text, template) => made(addStep(text, [], template)).text,
  emptyWorkflow('shop'),
);

function pathOf(text: string, type: string): StepPath {
  const { picture } = readWorkflow(text);
  const step =
    picture && allSteps(picture.root).find(each => each.type === type);
  if (!step) {
    throw new Error(`There is no ${type} in ${text}`);
  }
  return step.path;
}

/** What somebody may enter in a field of a step. */
function enteredIn({ name, type, options }: StepField): string {
  switch (type) {
    case 'number':
      return '7';
    case 'lines':
      return 'node\n--version';
    case 'list':
      return 'shop, payments';
    case 'labels':
      return 'app=core, tier=web';
    case 'flag':
      return 'true';
    case 'choice':
      return options?.at(-1) ?? '';
    default:
      return name === 'statusCode' ? '200-299' : '45s';
  }
}

/** All that the editor makes, by what is done in it. */
function texts(): [deed: string, text: string][] {
  const task = pathOf(full, 'Task');
  const branched = made(
    addBranch(full, task, {
      expression: USUAL_EXPRESSION,
      template: NEW_STEPS.Suspend,
    }),
  );
  const edits: [string, WorkflowEdit | undefined][] = [
    ...OFFERED.map((template): [string, WorkflowEdit | undefined] => [
      `add ${template.fields.templateType}`,
      addStep(emptyWorkflow('shop'), [], template),
    ]),
    ['branch', branched],
    ['say when', setExpression(branched.text, branched.path, 'exitCode > 1')],
    ['say never when', setExpression(branched.text, branched.path, '')],
    ['copy a task', duplicateStep(branched.text, task)],
    ['use once more', addUse(full, [], NEW_STEPS.Suspend.name)],
    ['put around', wrapStep(full, task, PARALLEL)],
    ['rename', renameStep(full, task, 'probe')],
  ];
  return [
    ['begin empty', emptyWorkflow('shop')],
    ['begin one after another', oneAfterAnother(COMPONENT, presets)],
    ['begin phase after phase', phaseAfterPhase(COMPONENT, presets)],
    ['add everything', full],
    ['copy', copyOf(full)],
    ...edits.map(([deed, edit]): [string, string] => [deed, made(edit).text]),
  ];
}

/** One of each kind, as a step has it and on its own, and what the portal ships. */
function experiments(): [name: string, text: string][] {
  return [
    ...KINDS.map((kind): [string, string] => [
      kind,
      stringify({
        apiVersion: CHAOS_API_VERSION,
        kind,
        metadata: { name: 'probe', namespace: 'shop' },
        spec: experimentOf(kind, 'shop').fields[experimentKinds[kind].field],
      }),
    ]),
    ...presets.map(({ id, manifest }): [string, string] => [id, manifest]),
  ];
}

/** Fills in, and empties, each field of each step. */
function filled(): [deed: string, text: string][] {
  const types = OFFERED.map(({ fields }) => fields.templateType);
  return types.flatMap(type => {
    const path = pathOf(full, type);
    return stepFieldsOf(full, path).map((field): [string, string] => [
      `fill in ${field.name} of ${type}`,
      made(writeStepField(full, path, field, enteredIn(field))).text,
    ]);
  });
}

describeWithReference(
  `the texts of the editor, beside Chaos Mesh's own definitions${whySkipped}`,
  () => {
    it.each(texts())('are taken as they are, to %s', (_, text) => {
      expect(referenceProblems(text)).toEqual([]);
      expect(referenceProblems(asSchedule(text, '0 3 * * 1'))).toEqual([]);
    });

    it.each(experiments())(
      'are taken as they are, and as a Schedule: %s',
      (_, text) => {
        expect(referenceProblems(text)).toEqual([]);
        const scheduled = asSchedule(text, '0 3 * * 1');
        expect(parse(scheduled)).toMatchObject({ kind: 'Schedule' });
        expect(referenceProblems(scheduled)).toEqual([]);
      },
    );

    it('are taken with every field of every step filled in', () => {
      const all = filled();
      expect(all.length).toBeGreaterThan(30);
      for (const [deed, text] of all) {
        expect([deed, referenceProblems(text)]).toEqual([deed, []]);
      }
    });

    it('would not be taken with a word that is misspelt, or of another type', () => {
      expect(
        referenceProblems(full.replace('abortWithStatusCheck', 'abortWhen')),
      ).toEqual([expect.stringMatching(/^\/spec\/templates\/\d+ .*abortWhen/)]);
      expect(
        referenceProblems(
          full.replace('intervalSeconds: 5', 'intervalSeconds: 5s'),
        ),
      ).toEqual([expect.stringMatching(/intervalSeconds must be integer/)]);
    });
  },
);
