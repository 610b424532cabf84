import { at } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';

export function field(...path: string[]): (object: KubeObject) => string {
  return object => {
    const value = at(object, ...path);
    return value === undefined || value === null ? '' : String(value);
  };
}
