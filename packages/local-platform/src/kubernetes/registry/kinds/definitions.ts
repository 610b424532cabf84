import { Cause } from '../../model/ApiError';
import { invalidValue, required } from '../../model/causes';
import { asObject, asObjects, asString, asStrings, at } from '../../model/json';
import { KubeObject, timestamp } from '../../model/KubeObject';
import { definitionColumns } from '../columns/others';
import { define } from './define';
import { child, fill } from './podDefaults';

/** Definitions are checked and accepted as they are written: nothing waits for them. */
function accept(object: KubeObject, old: KubeObject | undefined): void {
  const names = asObject(at(object, 'spec', 'names'));
  const since = asString(
    at(old, 'status', 'conditions', 0, 'lastTransitionTime'),
  );
  const lastTransitionTime = since ?? timestamp();
  const stored = asObjects(at(object, 'spec', 'versions'))
    .filter(version => version.storage === true)
    .map(version => version.name);
  const storedBefore = asStrings(at(old, 'status', 'storedVersions'));
  object.status = {
    conditions: [
      {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
        lastTransitionTime,
      },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
        lastTransitionTime,
      },
    ],
    acceptedNames: names,
    storedVersions: [...new Set([...storedBefore, ...stored])],
  };
}

function validate(object: KubeObject): Cause[] {
  const spec = asObject(object.spec);
  const versions = asObjects(spec.versions);
  const causes: Cause[] = [];
  const name = `${at(spec, 'names', 'plural')}.${spec.group}`;
  if (object.metadata.name !== name) {
    causes.push(
      invalidValue(
        'metadata.name',
        object.metadata.name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (versions.filter(version => version.storage === true).length !== 1) {
    causes.push(
      invalidValue(
        'spec.versions',
        versions.map(version => version.name),
        'must have exactly one version marked as storage version',
      ),
    );
  }
  versions.forEach((version, i) => {
    const schema = at(version, 'schema', 'openAPIV3Schema');
    const where = `spec.versions[${i}].schema.openAPIV3Schema`;
    if (schema === undefined) {
      causes.push(required(where, 'schemas are required'));
    } else if (at(schema, 'type') !== 'object') {
      causes.push(
        at(schema, 'type') === undefined
          ? required(`${where}.type`, 'must not be empty at the root')
          : invalidValue(
              `${where}.type`,
              at(schema, 'type'),
              'must be object at the root',
            ),
      );
    }
  });
  if (at(spec, 'conversion', 'strategy') === 'Webhook') {
    causes.push(
      invalidValue(
        'spec.conversion.strategy',
        'Webhook',
        'this cluster calls no webhooks; use None',
      ),
    );
  }
  return causes;
}

export const definitionKind = define('apiextensions.k8s.io', 'v1', {
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  status: true,
  columns: definitionColumns,
  setDefaults: object => {
    const spec = child(object, 'spec');
    const names = child(spec, 'names');
    const kind = asString(names.kind) ?? '';
    fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
    fill(child(spec, 'conversion'), { strategy: 'None' });
  },
  prepare: accept,
  validate,
});
