// @ts-check
/*
 * yarn generate:kubernetes [--check]: the schemas of the kinds that the embedded
 * clusters serve, read off the types of @kubernetes/client-node, which follow
 * Kubernetes' own OpenAPI document.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import prettier from 'prettier';
import {
  atomicMaps,
  enums,
  listMapKeys,
  listSets,
  quantities,
  retainKeys,
} from './kubernetes/listTypes.mjs';
import { inRoot } from './lib/paths.mjs';
import { Problem, runMain } from './lib/say.mjs';

const TARGET = inRoot(
  'packages/local-platform/src/kubernetes/schema/core.json',
);

/** The models of the kinds that are served, with what else is answered. */
const ROOTS = [
  ...['Namespace', 'Pod', 'Service', 'ConfigMap', 'Secret', 'ServiceAccount'],
  ...['Node', 'ResourceQuota', 'LimitRange', 'ReplicaSet', 'Deployment'],
  ...['Job', 'CronJob', 'PodDisruptionBudget', 'NetworkPolicy', 'Lease'],
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  ...['CustomResourceDefinition', 'ValidatingAdmissionPolicy'],
  ...['ValidatingAdmissionPolicyBinding', 'EndpointSlice', 'Scale'],
  ...['SelfSubjectAccessReview', 'SubjectAccessReview', 'TokenReview'],
  ...['LocalSubjectAccessReview', 'SelfSubjectRulesReview', 'Eviction'],
  ...['SelfSubjectReview', 'DeleteOptions'],
].map(kind => `V1${kind}`);
const MORE_ROOTS = [
  'CoreV1Event',
  'V2HorizontalPodAutoscaler',
  'AuthenticationV1TokenRequest',
];

/**
 * @typedef {{ name: string; baseName: string; type: string; format: string }} Attribute
 * @typedef {Record<string, unknown>} Schema
 */

const require = createRequire(inRoot('packages/local-platform/package.json'));
const models = inRoot('node_modules/@kubernetes/client-node/dist/gen/models');

/** @type {Record<string, { getAttributeTypeMap?: () => Attribute[] }>} */
const classes = require('@kubernetes/client-node');

/** @type {Record<string, Schema>} */
const definitions = {};

/** @param {string} model - `V1Container`, `CoreV1Event` */
function nameOf(model) {
  const [, area, version, kind] =
    /^([A-Z][a-z]+)?(V\d(?:alpha\d|beta\d)?)(.+)$/.exec(model) ?? [];
  return `io.k8s.${
    area ? area.toLowerCase() : 'api'
  }.${version.toLowerCase()}.${kind}`;
}

/** @param {string} text */
function clean(text) {
  return text
    .replace(/\\(['"`])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** @param {string} model */
function readDeclaration(model) {
  const text = readFileSync(`${models}/${model}.d.ts`, 'utf8');
  const fields = [
    ...text.matchAll(
      /(?:\/\*\*\s*\n\s*\* (.*)\n\s*\*\/\s*\n\s*)?'(\w+)'(\??):/g,
    ),
  ].map(([, description, name, optional]) => ({
    name,
    description: description && clean(description),
    required: !optional,
  }));
  const description = /\/\*\*\s*\n\* (.*)\n\*\/\s*\nexport declare class/.exec(
    text,
  );
  return {
    description: description ? clean(description[1]) : undefined,
    fields: new Map(fields.map(field => [field.name, field])),
  };
}

/**
 * @param {string} type
 * @param {string} format
 * @param {boolean} quantity
 * @returns {Schema}
 */
function schemaOf(type, format, quantity) {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) {
    return { type: 'array', items: schemaOf(list[1], format, quantity) };
  }
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(type);
  if (map) {
    return {
      type: 'object',
      additionalProperties: schemaOf(map[1], format, quantity),
    };
  }
  switch (type) {
    case 'string':
      return quantity
        ? { type: 'string', format: 'quantity' }
        : { type: 'string', ...(format && { format }) };
    case 'number':
      return format.startsWith('int')
        ? { type: 'integer', format }
        : { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'Date':
    case 'V1MicroTime':
      return { type: 'string', format: 'date-time' };
    case 'IntOrString':
      return { 'x-kubernetes-int-or-string': true };
    case 'any':
    case 'object':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    default:
      addDefinition(type);
      return { $ref: nameOf(type) };
  }
}

/** @param {string} field - `V1PodSpec.containers` */
function mergeRules(field) {
  const keys = listMapKeys[field];
  const strategies = [
    ...(keys || listSets.includes(field) ? ['merge'] : []),
    ...(retainKeys.includes(field) ? ['retainKeys'] : []),
  ];
  return {
    ...(keys && {
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': keys,
      'x-kubernetes-patch-merge-key': keys[0],
    }),
    ...(listSets.includes(field) && { 'x-kubernetes-list-type': 'set' }),
    ...(atomicMaps.includes(field) && { 'x-kubernetes-map-type': 'atomic' }),
    ...(strategies.length > 0 && {
      'x-kubernetes-patch-strategy': strategies.join(','),
    }),
  };
}

/** @param {string} model */
function addDefinition(model) {
  const name = nameOf(model);
  if (definitions[name]) {
    return;
  }
  const attributes = classes[model]?.getAttributeTypeMap?.();
  if (!attributes) {
    throw new Problem(`client-node has no model ${model}.`);
  }
  /** @type {Schema} */
  const definition = {};
  definitions[name] = definition;
  const declaration = readDeclaration(model);
  /** @type {string[]} */
  const required = [];
  const properties = Object.fromEntries(
    attributes.map(attribute => {
      const field = `${model}.${attribute.name}`;
      const declared = declaration.fields.get(attribute.name);
      if (declared?.required) {
        required.push(attribute.baseName);
      }
      const schema = schemaOf(
        attribute.type,
        attribute.format,
        quantities.includes(field),
      );
      return [
        attribute.baseName,
        {
          ...(declared?.description && { description: declared.description }),
          ...schema,
          ...(enums[field] && { enum: enums[field] }),
          ...mergeRules(field),
        },
      ];
    }),
  );
  Object.assign(definition, {
    ...(declaration.description && { description: declaration.description }),
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    ...(atomicMaps.includes(model) && { 'x-kubernetes-map-type': 'atomic' }),
  });
}

await runMain(async () => {
  for (const model of [...ROOTS, ...MORE_ROOTS]) {
    addDefinition(model);
  }
  const sorted = Object.fromEntries(
    Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const text = prettier.format(JSON.stringify(sorted), { parser: 'json' });
  if (!process.argv.includes('--check')) {
    writeFileSync(TARGET, text);
  } else if (readFileSync(TARGET, 'utf8') !== text) {
    throw new Problem(
      `${TARGET} is not what follows from client-node: run node scripts/generate-kubernetes-schemas.mjs.`,
    );
  }
});
