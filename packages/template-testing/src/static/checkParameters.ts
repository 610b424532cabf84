import { JsonObject, JsonValue } from '@backstage/types';
import { readReferences, readTags, Reference } from '../template/nunjucks';
import { TemplateSource } from '../template/TemplateSource';
import { Finding } from '../types';

const WHERE = 'template.yaml';

/** Every parameter is used by a step or the output, and every one used exists. */
export function checkParameters(source: TemplateSource): Finding[] {
  const declared = new Set(source.pages.flatMap(declaredParameters));
  const used = templateReferences([
    ...source.steps.map(step => ({ ...step })),
    source.output,
  ]).filter(({ root }) => root === 'parameters');
  if (used.some(({ path }) => path.length === 0)) {
    return [];
  }

  const usedNames = new Set(used.map(({ path }) => path[0]));
  return [
    ...[...declared]
      .filter(name => !usedNames.has(name))
      .map(name => ({
        where: WHERE,
        message: `The parameter ${name} is asked for and never used`,
      })),
    ...[...usedNames]
      .filter(name => !declared.has(name))
      .map(name => ({
        where: WHERE,
        message: `parameters.${name} is used, and no page asks for it`,
      })),
  ];
}

/** The references of all strings in a JSON value, each with its expressions. */
export function templateReferences(value: unknown): Reference[] {
  if (typeof value === 'string') {
    return readTags(value).flatMap(tag => readReferences(tag.inner));
  }
  if (value !== null && typeof value === 'object') {
    return Object.values(value).flatMap(templateReferences);
  }
  return [];
}

/** The properties of a page, those that depend on others included. */
export function declaredParameters(schema: JsonObject): string[] {
  const names = isObject(schema.properties)
    ? Object.keys(schema.properties)
    : [];
  const parts = [
    schema.then,
    schema.else,
    ...itemsOf(schema.allOf),
    ...itemsOf(schema.anyOf),
    ...itemsOf(schema.oneOf),
    ...(isObject(schema.dependencies)
      ? Object.values(schema.dependencies)
      : []),
  ];
  return [
    ...names,
    ...parts.flatMap(part => (isObject(part) ? declaredParameters(part) : [])),
  ];
}

function itemsOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
