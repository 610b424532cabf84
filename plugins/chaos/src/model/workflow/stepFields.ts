import { experimentKinds } from '@shop-platform/backstage-plugin-chaos-common';
import { isExperimentKind, type SpecPlace } from '../form';
import { setStepField } from './editWorkflow';
import { readWorkflow, specFieldOf, stepAt } from './readWorkflow';
import { type StepPath, type WorkflowEdit, type YamlPath } from './types';
import { WorkflowDocument } from './WorkflowDocument';

export type StepFieldName =
  | 'deadline'
  | 'namespaces'
  | 'labels'
  | 'url'
  | 'method'
  | 'statusCode'
  | 'checkMode'
  | 'checkDuration'
  | 'interval'
  | 'timeout'
  | 'failures'
  | 'successes'
  | 'abort'
  | 'image'
  | 'command'
  | 'args'
  | 'cron';

/** A field of a template that has a place in the form. */
export type StepField = {
  name: StepFieldName;
  path: YamlPath;
  /** A list has one entry a line; labels are `key=value`, with commas between. */
  type: 'text' | 'number' | 'lines' | 'list' | 'labels' | 'flag' | 'choice';
  options?: readonly string[];
  /** As the form shows it, empty where the template has none; undefined where it cannot. */
  text: string | undefined;
};

type Spec = Omit<StepField, 'text'>;

const field = (
  name: StepFieldName,
  path: string,
  type: Spec['type'] = 'text',
): Spec => ({ name, path: path.split('.'), type });

const DEADLINE = field('deadline', 'deadline');

const STATUS_CHECK: Spec[] = [
  field('url', 'statusCheck.http.url'),
  {
    ...field('method', 'statusCheck.http.method', 'choice'),
    options: ['GET', 'POST'],
  },
  field('statusCode', 'statusCheck.http.criteria.statusCode'),
  {
    ...field('checkMode', 'statusCheck.mode', 'choice'),
    options: ['Synchronous', 'Continuous'],
  },
  field('checkDuration', 'statusCheck.duration'),
  field('interval', 'statusCheck.intervalSeconds', 'number'),
  field('timeout', 'statusCheck.timeoutSeconds', 'number'),
  field('failures', 'statusCheck.failureThreshold', 'number'),
  field('successes', 'statusCheck.successThreshold', 'number'),
  field('abort', 'abortWithStatusCheck', 'flag'),
];

const TASK: Spec[] = [
  field('image', 'task.container.image'),
  field('command', 'task.container.command', 'lines'),
  field('args', 'task.container.args', 'lines'),
];

function specsOf(type: string): Spec[] {
  const spec = specFieldOf(type);
  if (spec !== undefined) {
    return [
      DEADLINE,
      field('namespaces', `${spec}.selector.namespaces`, 'list'),
      field('labels', `${spec}.selector.labelSelectors`, 'labels'),
    ];
  }
  switch (type) {
    case '':
      return [];
    case 'StatusCheck':
      return [DEADLINE, ...STATUS_CHECK];
    case 'Task':
      return [DEADLINE, ...TASK];
    case 'Schedule':
      return [DEADLINE, field('cron', 'schedule.schedule')];
    default:
      return [DEADLINE];
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Undefined where what is there would not be the same when it is written again. */
function shown(value: unknown, type: Spec['type']): string | undefined {
  if (value === undefined || value === null) {
    return '';
  }
  switch (type) {
    case 'lines':
      return shownList(value, '\n', '\n');
    case 'list':
      return shownList(value, ', ', ',');
    case 'labels':
      return isRecord(value)
        ? shownList(
            Object.entries(value).map(([key, label]) =>
              typeof label === 'string' && !key.includes('=')
                ? `${key}=${label}`
                : undefined,
            ),
            ', ',
            ',',
          )
        : undefined;
    case 'flag':
      return typeof value === 'boolean' ? String(value) : undefined;
    default:
      return isPlain(value) ? String(value) : undefined;
  }
}

/** Undefined where a part is no text, or holds what stands between the parts. */
function shownList(
  value: unknown,
  between: string,
  separator: string,
): string | undefined {
  return Array.isArray(value) &&
    value.every(part => isPlain(part) && !String(part).includes(separator))
    ? value.join(between)
    : undefined;
}

/** What a text of the form is in YAML; undefined takes the field out. */
function written(text: string, type: Spec['type']): unknown {
  const entered = text.trim();
  if (type === 'flag') {
    return entered === 'true' ? true : undefined;
  }
  if (entered === '') {
    return undefined;
  }
  switch (type) {
    case 'number':
      return Number.isFinite(Number(entered)) ? Number(entered) : text;
    case 'lines':
      return text.split('\n');
    case 'list':
      return partsOf(text);
    case 'labels':
      return Object.fromEntries(
        partsOf(text).map(part => {
          const [key, ...rest] = part.split('=');
          return [key.trim(), rest.join('=').trim()];
        }),
      );
    default:
      return text;
  }
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

function templateAt(text: string, path: StepPath) {
  const { picture } = readWorkflow(text);
  const step = picture && stepAt(picture, path);
  const workflow = WorkflowDocument.parse(text);
  return step?.index !== undefined && workflow instanceof WorkflowDocument
    ? { step, workflow, place: ['templates', step.index] as const }
    : undefined;
}

/** The fields of a step, but for those that only experiments have. */
export function stepFieldsOf(text: string, path: StepPath): StepField[] {
  const found = templateAt(text, path);
  if (!found) {
    return [];
  }
  const { step, workflow, place } = found;
  return specsOf(step.type).map(spec => ({
    ...spec,
    text: shown(workflow.value(...place, ...spec.path), spec.type),
  }));
}

/** Writes one of them. */
export function writeStepField(
  text: string,
  path: StepPath,
  { path: at, type }: Pick<StepField, 'path' | 'type'>,
  entered: string,
): WorkflowEdit | undefined {
  return setStepField(text, path, at, written(entered, type));
}

/** Where the experiment of a step stands; undefined for a step that is none. */
export function experimentPlaceOf(
  text: string,
  path: StepPath,
): SpecPlace | undefined {
  const found = templateAt(text, path);
  const kind = found?.step.type;
  if (!found || !isExperimentKind(kind)) {
    return undefined;
  }
  const { workflow, place } = found;
  return {
    kind,
    path: [...workflow.base, ...place, experimentKinds[kind].field],
    // Its template has a deadline instead, and those two stand among its fields.
    omit: ['duration', 'selector.namespaces', 'selector.labelSelectors'],
  };
}
