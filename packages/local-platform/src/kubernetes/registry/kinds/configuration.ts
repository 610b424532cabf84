import { Cause } from '../../model/ApiError';
import { forbiddenField, invalidValue } from '../../model/causes';
import { asObject, asStringMap, equals } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { configMapColumns, secretColumns } from '../columns/others';
import { define } from './define';
import { child, fill } from './podDefaults';
import { field } from './field';

function validateData(
  object: KubeObject,
  old: KubeObject | undefined,
): Cause[] {
  const causes: Cause[] = [];
  for (const name of ['data', 'binaryData']) {
    for (const key of Object.keys(asObject(object[name]))) {
      if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
        causes.push(
          invalidValue(
            `${name}[${key}]`,
            key,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
          ),
        );
      }
    }
    if (old?.immutable === true && !equals(object[name], old[name])) {
      causes.push(
        forbiddenField(name, 'field is immutable when `immutable` is set'),
      );
    }
  }
  if (JSON.stringify(object.data ?? {}).length > 1024 * 1024) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 1048576 bytes',
      field: '',
    });
  }
  return causes;
}

export const configMap = define('', 'v1', {
  kind: 'ConfigMap',
  plural: 'configmaps',
  shortNames: ['cm'],
  columns: configMapColumns,
  withoutGeneration: true,
  validate: validateData,
});

export const secret = define('', 'v1', {
  kind: 'Secret',
  plural: 'secrets',
  columns: secretColumns,
  withoutGeneration: true,
  selectable: { type: field('type') },
  setDefaults: object => {
    fill(object, { type: 'Opaque' });
    const plain = asStringMap(object.stringData);
    if (object.stringData !== undefined) {
      const data = child(object, 'data');
      for (const [key, value] of Object.entries(plain)) {
        data[key] = Buffer.from(value).toString('base64');
      }
      delete object.stringData;
    }
  },
  validate: (object, old) => [
    ...validateData(object, old),
    ...(old && object.type !== old.type
      ? [invalidValue('type', object.type, 'field is immutable')]
      : []),
  ],
});
