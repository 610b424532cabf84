import { JsonObject, JsonValue } from '@backstage/types';

/** The way to a text of a form: names of questions, `[]` for each of a list. */
export type FieldPath = readonly string[];

const EACH = '[]';

/** A question, and those whose answers decide whether it is asked. */
export type TextField = { path: FieldPath; deciders: readonly FieldPath[] };

/** Every question that takes a text of one's own, wherever in the form it stands. */
export function textFields(pages: readonly JsonObject[]): TextField[] {
  const fields = pages.flatMap(page =>
    fieldsOf(page, { path: [], deciders: [] }),
  );
  const byName = new Map<string, TextField>();
  for (const { path, deciders } of fields) {
    const name = formatField(path);
    const others = byName.get(name)?.deciders ?? [];
    byName.set(name, { path, deciders: [...others, ...deciders] });
  }
  return [...byName.values()];
}

/** The path as people write it: `publicPaths[].path`. */
export function formatField(path: FieldPath): string {
  return path.join('.').replaceAll(`.${EACH}`, EACH);
}

function fieldsOf(schema: JsonObject, field: TextField): TextField[] {
  const { path, deciders } = field;
  const own =
    schema.type === 'string' && !schema.enum && !schema.const ? [field] : [];
  const within = (name: string) => ({ path: [...path, name], deciders });
  return [
    ...own,
    ...objectOf(schema.properties).flatMap(([name, property]) =>
      fieldsOf(property, within(name)),
    ),
    ...(isObject(schema.items) ? fieldsOf(schema.items, within(EACH)) : []),
    ...[schema.allOf, schema.anyOf, schema.oneOf, schema.then, schema.else]
      .flat()
      .filter(isObject)
      .flatMap(part => fieldsOf(part, field)),
    ...objectOf(schema.dependencies).flatMap(([name, part]) =>
      fieldsOf(part, { path, deciders: [...deciders, [...path, name]] }),
    ),
  ];
}

function objectOf(value: JsonValue | undefined): [string, JsonObject][] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([name, part]) =>
    isObject(part) ? [[name, part]] : [],
  );
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The text that the answers have there; the first one of a list. */
export function readField(
  answers: JsonValue | undefined,
  [name, ...rest]: FieldPath,
): string | undefined {
  if (name === undefined) {
    return typeof answers === 'string' ? answers : undefined;
  }
  if (name === EACH) {
    return Array.isArray(answers) ? readField(answers[0], rest) : undefined;
  }
  return isObject(answers) ? readField(answers[name], rest) : undefined;
}

/** The answers with another text there; what is not answered yet is. */
export function writeField(
  answers: JsonValue | undefined,
  [name, ...rest]: FieldPath,
  text: string,
): JsonValue {
  if (name === undefined) {
    return text;
  }
  if (name === EACH) {
    const [first, ...others] = Array.isArray(answers) ? answers : [];
    return [writeField(first, rest, text), ...others];
  }
  const object = isObject(answers) ? answers : {};
  return { ...object, [name]: writeField(object[name], rest, text) };
}
