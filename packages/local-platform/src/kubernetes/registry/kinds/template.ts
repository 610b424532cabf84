import { Cause } from '../../model/ApiError';
import { invalidValue } from '../../model/causes';
import { asObject, at, equals, JsonObject } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { child, setPodSpecDefaults } from './podDefaults';

export function templateSpec(object: unknown): JsonObject {
  return asObject(at(object, 'spec', 'template', 'spec'));
}

export function immutable(
  object: KubeObject,
  old: KubeObject | undefined,
  ...path: string[]
): Cause[] {
  return old && !equals(at(object, ...path), at(old, ...path))
    ? [invalidValue(path.join('.'), at(object, ...path), 'field is immutable')]
    : [];
}

export function setTemplateDefaults(spec: JsonObject): void {
  const template = child(spec, 'template');
  child(template, 'metadata');
  setPodSpecDefaults(child(template, 'spec'));
}
