import { badRequest } from '../model/ApiError';
import { asObject, asObjects, isObject, JsonObject } from '../model/json';
import { KubeObject, ObjectMeta } from '../model/KubeObject';
import { definition, fieldSchema, resolve, Schema } from '../schema/Schema';
import { prune } from '../schema/prune';
import { validate } from '../schema/validate';
import { FieldValidation } from './options';
import { apiVersionOf, Resource } from './Resource';

const metaSchema = definition('io.k8s.api.v1.ObjectMeta');

/** The schema of a whole object: custom kinds know nothing of metadata. */
export function wholeSchema(resource: Resource): Schema {
  return resource.custom
    ? {
        ...resource.schema,
        properties: {
          ...resource.schema.properties,
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: metaSchema,
        },
      }
    : resource.schema;
}

type Decoding = {
  fieldValidation?: FieldValidation;
  warn?(message: string): void;
};

/**
 * Makes an object of what a client sent: of the resource's kind and version,
 * without fields that the kind does not have, with the types that they have.
 */
export function decode(
  body: unknown,
  resource: Resource,
  { fieldValidation = 'Ignore', warn = () => {} }: Decoding = {},
): KubeObject {
  if (!isObject(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): couldn't get version/kind; json parse error`,
    );
  }
  const apiVersion = apiVersionOf(resource);
  checkKind(body, resource, apiVersion);
  const unknown: string[] = [];
  const schema = wholeSchema(resource);
  const pruned = asObject(
    prune({ apiVersion, kind: resource.kind, ...body }, schema, path =>
      unknown.push(path),
    ),
  );
  checkTypes(
    resource.custom ? asObject(pruned.metadata) : pruned,
    resource.custom ? metaSchema : schema,
    resource,
  );
  normalizeQuantities(pruned, schema);
  if (!resource.custom) {
    omitEmpty(pruned, schema);
  }
  report(unknown, resource, fieldValidation, warn);
  const meta: ObjectMeta = asObject(pruned.metadata);
  return { ...pruned, apiVersion, kind: resource.kind, metadata: { ...meta } };
}

function checkKind(
  body: JsonObject,
  resource: Resource,
  apiVersion: string,
): void {
  if (body.kind !== undefined && body.kind !== resource.kind) {
    throw badRequest(
      `${body.kind} in version ${JSON.stringify(
        body.apiVersion ?? '',
      )} cannot be handled as a ${resource.kind}: no kind ${JSON.stringify(
        body.kind,
      )} is registered for this resource`,
    );
  }
  if (body.apiVersion !== undefined && body.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${body.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
}

/** As Go's decoder words it: no object comes of a value of the wrong type. */
function checkTypes(
  object: JsonObject,
  schema: Schema,
  resource: Resource,
): void {
  const wrong = validate(object, schema).find(
    cause => cause.reason === 'FieldValueTypeInvalid',
  );
  if (wrong) {
    const [, seen, , type] =
      /"(\w+)": (.*) in body must be of type (\S+):/.exec(wrong.message) ?? [];
    throw badRequest(
      `${resource.kind} in version ${JSON.stringify(
        resource.version,
      )} cannot be handled as a ${
        resource.kind
      }: json: cannot unmarshal ${seen} into Go struct field ${resource.kind}.${
        wrong.field
      } of type ${type}`,
    );
  }
}

/** Quantities may come as numbers, and are kept as strings. */
function normalizeQuantities(value: unknown, schema: Schema): void {
  const known = resolve(schema);
  if (Array.isArray(value)) {
    asObjects(value).forEach(item =>
      normalizeQuantities(item, known.items ?? {}),
    );
  } else if (
    isObject(value) &&
    (known.properties || known.additionalProperties)
  ) {
    for (const [field, item] of Object.entries(value)) {
      const below = fieldSchema(known, field);
      if (below?.format === 'quantity' && typeof item === 'number') {
        value[field] = String(item);
      } else if (below && typeof item === 'object') {
        normalizeQuantities(item, below);
      }
    }
  }
}

/** The built-in kinds do not tell an empty list or map from none. */
function omitEmpty(object: JsonObject, schema: Schema): void {
  const known = resolve(schema);
  for (const [field, item] of Object.entries(object)) {
    const below = resolve(fieldSchema(known, field) ?? {});
    const isMap = below.type === 'object' && !below.properties;
    const isEmpty = Array.isArray(item)
      ? item.length === 0
      : isMap && isObject(item) && Object.keys(item).length === 0;
    // An empty list of managers asks for none to be tracked.
    if (isEmpty && field !== 'managedFields') {
      delete object[field];
    } else if (Array.isArray(item)) {
      asObjects(item).forEach(one => omitEmpty(one, below.items ?? {}));
    } else if (isObject(item)) {
      omitEmpty(item, below);
    }
  }
}

function report(
  unknown: string[],
  resource: Resource,
  fieldValidation: FieldValidation,
  warn: (message: string) => void,
): void {
  if (unknown.length === 0 || fieldValidation === 'Ignore') {
    return;
  }
  const messages = unknown.map(path => `unknown field ${JSON.stringify(path)}`);
  if (fieldValidation === 'Strict') {
    throw badRequest(
      `${resource.kind} in version ${JSON.stringify(
        resource.version,
      )} cannot be handled as a ${
        resource.kind
      }: strict decoding error: ${messages.join(', ')}`,
    );
  }
  messages.forEach(warn);
}
