import { Cause } from '../model/ApiError';
import { JsonObject } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { NameRule } from '../model/names';
import { Schema } from '../schema/Schema';

export type Column = {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description?: string;
  /** Columns above 0 are shown with `-o wide` only. */
  priority?: number;
};

export type Cell = string | number | boolean | null;

export type Columns = {
  columns: Column[];
  row(object: KubeObject, now: number): Cell[];
};

/** Where the replicas of a kind stand, for its `scale` subresource. */
export type ScalePaths = {
  spec: string[];
  status: string[];
  /** A selector as text, or an object of matchLabels. */
  selector?: string[];
};

/** How one kind is served. */
export type Resource = {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: string[];
  categories?: string[];
  namespaced: boolean;
  schema: Schema;
  /** The name of its schema in the OpenAPI document. */
  schemaName: string;
  status: boolean;
  scale?: ScalePaths;
  columns: Columns;
  nameRule: NameRule;
  /** Fields for field selectors, besides the name and the namespace. */
  selectable?: { [field: string]: (object: KubeObject) => string };
  /** The built-in kinds refuse wrong types as they are read; custom ones as they are validated. */
  custom?: CustomBehaviour;
  /** Fills in defaults, in place. */
  setDefaults?(object: KubeObject): void;
  validate?(object: KubeObject, old: KubeObject | undefined): Cause[];
  /** Kept from the old object on updates, and not taken at creation. */
  prepare?(object: KubeObject, old: KubeObject | undefined): void;
  /** How many seconds a deletion takes unless it says otherwise; 0 is at once. */
  gracePeriod?(object: KubeObject): number;
  /** Without metadata.generation, as ConfigMaps are. */
  withoutGeneration?: boolean;
};

export type CustomBehaviour = {
  /** CEL rules and whatever else a schema alone does not tell. */
  validate(object: JsonObject, old: JsonObject | undefined): Cause[];
};

/** The name of a resource in the store: the same in all its versions. */
export function storeName(resource: { group: string; plural: string }): string {
  return `${resource.group}/${resource.plural}`;
}

export function apiVersionOf(resource: {
  group: string;
  version: string;
}): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
