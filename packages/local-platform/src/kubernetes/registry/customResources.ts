import { z } from 'zod';
import {
  asNumber,
  asObject,
  asObjects,
  asString,
  asStrings,
  at,
} from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { CelRules } from '../cel/CelRules';
import { Schema } from '../schema/Schema';
import { AGE, age, columns, nameAndAge } from './columns/format';
import { jsonPath } from './jsonPath';
import { Cell, Column, Columns, Resource } from './Resource';
import { subdomainName } from '../model/names';

/** That it is one was checked when the definition was written. */
const schemaSchema = z
  .looseObject({ type: z.string() })
  .transform((value): Schema => value);

/** How the kinds of a definition are served: one for each served version. */
export function readDefinition(definition: KubeObject): Resource[] {
  const spec = asObject(definition.spec);
  const names = asObject(spec.names);
  return asObjects(spec.versions)
    .filter(version => version.served === true)
    .map(version => {
      const schema = schemaSchema.parse(
        at(version, 'schema', 'openAPIV3Schema'),
      );
      const rules = new CelRules(schema);
      const group = asString(spec.group) ?? '';
      const kind = asString(names.kind) ?? '';
      const name = asString(version.name) ?? '';
      const scale = at(version, 'subresources', 'scale');
      const selector = asString(at(scale, 'labelSelectorPath'));
      return {
        group,
        version: name,
        kind,
        plural: asString(names.plural) ?? '',
        singular: asString(names.singular) ?? '',
        shortNames: asStrings(names.shortNames),
        categories: asStrings(names.categories),
        namespaced: spec.scope === 'Namespaced',
        schema,
        schemaName: `${group.split('.').reverse().join('.')}.${name}.${kind}`,
        status: at(version, 'subresources', 'status') !== undefined,
        ...(scale !== undefined && {
          scale: {
            spec: steps(at(scale, 'specReplicasPath')),
            status: steps(at(scale, 'statusReplicasPath')),
            ...(selector && { selector: steps(selector) }),
          },
        }),
        columns: readColumns(version.additionalPrinterColumns),
        nameRule: subdomainName,
        custom: {
          validate: (object, old) => rules.validate(object, old),
        },
      };
    });
}

function steps(path: unknown): string[] {
  return (asString(path) ?? '').split('.').filter(step => step !== '');
}

function readColumns(given: unknown): Columns {
  const all = asObjects(given);
  if (all.length === 0) {
    return nameAndAge;
  }
  return columns(
    all.map(column => {
      const read = jsonPath(asString(column.jsonPath) ?? '');
      const type = columnType(column.type);
      const heading: Column = {
        name: asString(column.name) ?? '',
        type: type === 'date' ? AGE.type : type,
        priority: asNumber(column.priority) ?? 0,
        ...(typeof column.description === 'string' && {
          description: column.description,
        }),
      };
      return [heading, (object, now) => cell(read(object), type, now)];
    }),
  );
}

function columnType(type: unknown): Column['type'] {
  return type === 'integer' ||
    type === 'number' ||
    type === 'boolean' ||
    type === 'date'
    ? type
    : 'string';
}

function cell(value: unknown, type: Column['type'], now: number): Cell {
  if (value === undefined || value === null) {
    return type === 'date' ? '<unknown>' : '';
  }
  if (type === 'date') {
    return age(value, now);
  }
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}
