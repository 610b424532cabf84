import {
  experimentKinds,
  type ExperimentKind,
} from '@shop-platform/backstage-plugin-chaos-common';
import { isCollection, type Document } from 'yaml';
import { nameOfField, type FieldName } from './fieldNames';
import { shapeOf, type FieldShape, type FormSchema } from './FormSchema';
import { choicesOf, kindForms, NEVER } from './kindForms';
import { specSchemas } from './specSchemas.generated';

export type YamlPath = readonly (string | number)[];

/** The spec of an experiment, and where it stands in a text. */
export type SpecPlace = {
  kind: ExperimentKind;
  path: YamlPath;
  /** Fields that are not asked for here. */
  omit?: readonly string[];
};

/** A field of an experiment, whether the YAML has it or not. */
export type FormField = {
  /** Where it stands in a spec, without places in lists: `delay.latency`. */
  id: string;
  /** Where it stands in the text. */
  path: YamlPath;
  schema: FormSchema;
  shape: FieldShape;
  /** It has a title of the portal; without one it is shown as Chaos Mesh has it. */
  name?: FieldName;
  /** What stands there, and undefined for nothing. */
  value: unknown;
  isRequired: boolean;
  /** Of a group. */
  fields: FormField[];
  /** Of a list of groups, the fields of each. */
  entries: FormField[][];
};

/** What matters first, and everything else. */
export type SpecForm = { main: FormField[]; more: FormField[] };

export function isExperimentKind(kind: unknown): kind is ExperimentKind {
  return typeof kind === 'string' && Object.hasOwn(experimentKinds, kind);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(spec: unknown, id: string): unknown {
  return id
    .split('.')
    .reduce<unknown>(
      (value, name) => (isRecord(value) ? value[name] : undefined),
      spec,
    );
}

const isIn = (id: string, group: string) =>
  id === group || id.startsWith(`${group}.`);

/** Modes that do not take a value. */
const WITHOUT_VALUE = new Set<unknown>([undefined, null, 'one', 'all']);

export const takesValue = (mode: unknown) => !WITHOUT_VALUE.has(mode);

/** Whether a field does anything beside what was chosen; what is there is always shown. */
function isOffered({ kind, omit = [] }: SpecPlace, spec: unknown, id: string) {
  const { by, only = {} } = kindForms[kind];
  if ([...NEVER, ...omit].some(group => isIn(id, group))) {
    return false;
  }
  if (id === 'value' || id === 'target.value') {
    const mode = valueAt(spec, id.replace('value', 'mode'));
    return takesValue(mode) || valueAt(spec, id) !== undefined;
  }
  const choice = by === undefined ? undefined : valueAt(spec, by);
  return Object.entries(only).every(
    ([group, values]) =>
      !isIn(id, group) ||
      valueAt(spec, group) !== undefined ||
      values.some(value => value === choice),
  );
}

/** Of processor and memory, that which is there; both where there is none yet. */
function isStressed(spec: unknown, id: string): boolean {
  const [group, part] = id.split('.');
  const stressors = valueAt(spec, 'stressors');
  return (
    group !== 'stressors' ||
    !isRecord(stressors) ||
    Object.keys(stressors).length === 0 ||
    part in stressors
  );
}

function mainIds(place: SpecPlace, spec: unknown): string[] {
  const { by, main } = kindForms[place.kind];
  const choice = by === undefined ? undefined : valueAt(spec, by);
  return main
    .filter(
      field =>
        typeof field === 'string' || field.when.some(value => value === choice),
    )
    .map(field => (typeof field === 'string' ? field : field.id))
    .filter(id => isOffered(place, spec, id) && isStressed(spec, id));
}

/** Walks through the schema of a kind beside what is written. */
class FieldReader {
  constructor(
    private readonly kind: ExperimentKind,
    private readonly isShown: (id: string) => boolean,
  ) {}

  /** The fields of a group, whose value may be missing. */
  fields(
    group: { id: string; path: YamlPath; schema: FormSchema },
    value: unknown,
  ): FormField[] {
    const { properties = {}, required = [] } = group.schema;
    const written = isRecord(value) ? value : {};
    const fields = Object.entries(properties).flatMap(([name, schema]) => {
      const id = group.id ? `${group.id}.${name}` : name;
      const field = this.#field(
        { id, path: [...group.path, name], schema },
        written[name],
        // What a group needs is needed once there is the group.
        isRecord(value) && required.includes(name),
      );
      return this.#isLeft(field) ? [field] : [];
    });
    // Those that are asked for most have a title; the rest is in order as it is.
    return [
      ...fields.filter(({ name }) => name !== undefined),
      ...fields.filter(({ name }) => name === undefined),
    ];
  }

  /** A field of which all groups around it may be missing. */
  find(
    root: { path: YamlPath; schema: FormSchema },
    spec: unknown,
    id: string,
  ): FormField[] {
    const names = id.split('.');
    const groups = names.slice(0, -1);
    const name = names[names.length - 1];
    const group = groups.reduce<FormSchema | undefined>(
      (schema, each) => schema?.properties?.[each],
      root.schema,
    );
    const inside = groups.length === 0 ? spec : valueAt(spec, groups.join('.'));
    return group
      ? this.fields(
          {
            id: groups.join('.'),
            path: [...root.path, ...groups],
            schema: group,
          },
          inside,
        ).filter(field => field.path[field.path.length - 1] === name)
      : [];
  }

  #isLeft({ id, shape, fields }: FormField): boolean {
    return shape === 'group' ? fields.length > 0 : this.isShown(id);
  }

  #field(
    at: { id: string; path: YamlPath; schema: FormSchema },
    value: unknown,
    isRequired: boolean,
  ): FormField {
    const { id, path } = at;
    const options = choicesOf(id);
    const schema = options ? { ...at.schema, enum: options } : at.schema;
    const shape = shapeOf(schema);
    const name = nameOfField(this.kind, id);
    const { items } = schema;
    return {
      id,
      path,
      schema,
      shape,
      ...(name ? { name } : {}),
      value,
      isRequired,
      fields: shape === 'group' ? this.fields({ id, path, schema }, value) : [],
      entries:
        shape === 'groups' && items && Array.isArray(value)
          ? value.map((entry: unknown, index) =>
              this.fields({ id, path: [...path, index], schema: items }, entry),
            )
          : [],
    };
  }
}

/** The spec as a value; undefined for aliases without end. */
function specIn(document: Document, path: YamlPath): unknown {
  const node: unknown = document.getIn(path, true);
  try {
    return isCollection(node)
      ? node.toJS(document, { maxAliasCount: 20 })
      : undefined;
  } catch {
    return undefined;
  }
}

/** The form of an experiment, wherever in a text its spec stands. */
export function readSpecForm(document: Document, place: SpecPlace): SpecForm {
  const { kind, path } = place;
  const spec = specIn(document, path) ?? {};
  const root = { id: '', path, schema: specSchemas[kind] };
  const ids = mainIds(place, spec);
  const anything = new FieldReader(kind, () => true);
  const rest = new FieldReader(
    kind,
    id => !ids.includes(id) && isOffered(place, spec, id),
  );
  return {
    main: ids.flatMap(id => anything.find(root, spec, id)),
    more: rest.fields(root, spec),
  };
}
