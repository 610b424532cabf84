import { isCollection, isScalar, parseDocument, type Document } from 'yaml';
import { printYaml } from './printYaml';

const MODES = [
  'one',
  'all',
  'fixed',
  'fixed-percent',
  'random-max-percent',
] as const;

export type Mode = (typeof MODES)[number];

export type FieldName =
  | 'mode'
  | 'value'
  | 'duration'
  | 'latency'
  | 'jitter'
  | 'loss'
  | 'cpuWorkers'
  | 'cpuLoad'
  | 'memoryWorkers'
  | 'memorySize'
  | 'httpDelay'
  | 'ioDelay'
  | 'ioPercent'
  | 'timeOffset';

/** A field of an experiment that has a place in the form. */
export type ManifestField = {
  name: FieldName;
  path: readonly (string | number)[];
  /** As the form shows it; empty where the experiment has none. */
  text: string;
  /** Chaos Mesh takes some numbers as numbers, and others as text. */
  type: 'text' | 'number';
  options?: readonly Mode[];
};

/** An experiment as text: the fields of the form, or why there are none. */
export type ReadManifest =
  | { problem: string }
  | { fields: ManifestField[]; duration?: string };

/** Its path is that in the spec of the experiment. */
type FieldSpec = Omit<ManifestField, 'text'>;

/** The spec of an experiment, and where it stands in a text. */
export type SpecPlace = {
  kind: string;
  path: ManifestField['path'];
};

const spec = (
  name: FieldName,
  path: string,
  type: FieldSpec['type'] = 'text',
): FieldSpec => ({ name, path: path.split('.'), type });

const WHICH: FieldSpec = { ...spec('mode', 'mode'), options: MODES };
const VALUE = spec('value', 'value');
const DURATION = spec('duration', 'duration');

const NETWORK: Record<string, FieldSpec[]> = {
  delay: [spec('latency', 'delay.latency'), spec('jitter', 'delay.jitter')],
  loss: [spec('loss', 'loss.loss')],
};

/** Parts of a stress experiment that are only offered where they are. */
const STRESSORS: Record<string, FieldSpec[]> = {
  cpu: [
    spec('cpuWorkers', 'stressors.cpu.workers', 'number'),
    spec('cpuLoad', 'stressors.cpu.load', 'number'),
  ],
  memory: [
    spec('memoryWorkers', 'stressors.memory.workers', 'number'),
    spec('memorySize', 'stressors.memory.size'),
  ],
};

function textAt(document: Document, path: ManifestField['path']): string {
  const value: unknown = document.getIn(path);
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}

function fieldsOfKind(
  document: Document,
  { kind, path: place }: SpecPlace,
): FieldSpec[] {
  const action = textAt(document, [...place, 'action']);
  const has = (path: string) => document.hasIn([...place, ...path.split('.')]);
  switch (kind) {
    case 'NetworkChaos':
      return NETWORK[action] ?? [];
    case 'StressChaos':
      return Object.entries(STRESSORS).flatMap(([stressor, fields]) =>
        has(`stressors.${stressor}`) ? fields : [],
      );
    case 'HTTPChaos':
      return has('delay') ? [spec('httpDelay', 'delay')] : [];
    case 'IOChaos':
      return [
        ...(action === 'latency' ? [spec('ioDelay', 'delay')] : []),
        spec('ioPercent', 'percent', 'number'),
      ];
    case 'TimeChaos':
      return [spec('timeOffset', 'timeOffset')];
    default:
      return [];
  }
}

/** Killing is over at once. */
function hasDuration(document: Document, { path }: SpecPlace): boolean {
  const action = textAt(document, [...path, 'action']);
  return action !== 'pod-kill' && action !== 'container-kill';
}

/** Modes that do not take a value. */
const WITHOUT_VALUE = new Set(['', 'one', 'all']);

/** What starts experiments by itself has no fields of one. */
const STANDING = new Set(['Schedule', 'Workflow']);

/** The fields of an experiment, wherever in a text its spec stands. */
export function fieldsAt(
  document: Document,
  place: SpecPlace,
): ManifestField[] {
  const at = (path: ManifestField['path']) => [...place.path, ...path];
  const takesValue = !WITHOUT_VALUE.has(textAt(document, at(WHICH.path)));
  return [
    WHICH,
    ...(takesValue ? [VALUE] : []),
    ...(hasDuration(document, place) ? [DURATION] : []),
    ...fieldsOfKind(document, place),
  ].map(field => {
    const path = at(field.path);
    return { ...field, path, text: textAt(document, path) };
  });
}

/** Its first line; the picture of the place below it is for terminals. */
function problemOf(message: string): string {
  return message.split('\n', 1).join('').replace(/:$/, '');
}

/** Reads the fields that the form shows. */
export function readManifest(text: string): ReadManifest {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    return { problem: problemOf(error.message) };
  }
  if (!isCollection(document.contents)) {
    return { fields: [] };
  }
  const kind = textAt(document, ['kind']);
  const fields = STANDING.has(kind)
    ? []
    : fieldsAt(document, { kind, path: ['spec'] });
  const duration = fields.find(({ name }) => name === 'duration')?.text;
  return { fields, ...(duration ? { duration } : {}) };
}

/**
 * The text with one field changed. Comments, the order, and fields that the
 * form does not know stay; an empty text takes the field out.
 */
export function writeField(
  text: string,
  field: Pick<ManifestField, 'name' | 'path' | 'type'>,
  value: string,
): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isCollection(document.contents)) {
    return text;
  }
  const entered = value.trim();
  const number = Number(entered);
  if (entered === '') {
    document.deleteIn(field.path);
  } else {
    const written =
      field.type === 'number' && Number.isFinite(number) ? number : value;
    const node: unknown = document.getIn(field.path, true);
    if (isScalar(node)) {
      node.value = written;
    } else {
      document.setIn(field.path, written);
    }
  }
  // Mode and value go together.
  if (field.name === 'mode' && WITHOUT_VALUE.has(entered)) {
    document.deleteIn([...field.path.slice(0, -1), ...VALUE.path]);
  }
  return printYaml(document, text);
}
