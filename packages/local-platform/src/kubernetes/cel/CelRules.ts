import { CelInput } from '@bufbuild/cel';
import { Cause } from '../model/ApiError';
import { asArray, isObject, JsonObject } from '../model/json';
import { CelRule, resolve, Schema } from '../schema/Schema';
import { Bindings, CelFailure, Expression } from './Expression';
import { toCel } from './toCel';

const TRANSITION = /\boldSelf\b/;

/** The rules of a schema (`x-kubernetes-validations`), compiled when first needed. */
export class CelRules {
  readonly #schema: Schema;
  #holding: Map<Schema, boolean> | undefined;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  validate(object: JsonObject, old: JsonObject | undefined): Cause[] {
    return this.#visit(object, old, this.#schema, '');
  }

  /** Whether there are rules in or below a schema: most have none. */
  #holds(schema: Schema): boolean {
    this.#holding ??= new Map();
    const known = this.#holding.get(schema);
    if (known !== undefined) {
      return known;
    }
    const { properties = {}, additionalProperties, items } = schema;
    const below = [
      ...Object.values(properties),
      ...(typeof additionalProperties === 'object'
        ? [additionalProperties]
        : []),
      ...(items ? [items] : []),
    ];
    const result =
      schema['x-kubernetes-validations'] !== undefined ||
      below.some(one => this.#holds(one));
    this.#holding.set(schema, result);
    return result;
  }

  #visit(value: unknown, old: unknown, schema: Schema, path: string): Cause[] {
    if (value === undefined || value === null || !this.#holds(schema)) {
      return [];
    }
    const causes = this.#check(value, old, schema, path);
    const { properties = {}, additionalProperties, items } = resolve(schema);
    if (Array.isArray(value) && items) {
      const before = counterparts(value, old, schema);
      value.forEach((item, i) =>
        causes.push(...this.#visit(item, before(i), items, `${path}[${i}]`)),
      );
    } else if (isObject(value)) {
      for (const [field, item] of Object.entries(value)) {
        const isNamed = Object.hasOwn(properties, field);
        const below = isNamed ? properties[field] : additionalProperties;
        if (typeof below === 'object') {
          const step = isNamed ? `.${field}` : `[${field}]`;
          const where = path ? `${path}${step}` : field;
          const before = isObject(old) ? old[field] : undefined;
          causes.push(...this.#visit(item, before, below, where));
        }
      }
    }
    return causes;
  }

  #check(value: unknown, old: unknown, schema: Schema, path: string): Cause[] {
    const rules = schema['x-kubernetes-validations'] ?? [];
    let self: CelInput | undefined;
    return rules.flatMap(rule => {
      const isTransition = TRANSITION.test(rule.rule);
      if (isTransition && old === undefined) {
        return [];
      }
      self ??= toCel(value, schema);
      const bindings: Bindings = {
        self,
        ...(isTransition && { oldSelf: toCel(old, schema) }),
      };
      const problem = judge(rule, bindings, value, schema);
      return problem === undefined
        ? []
        : [
            {
              reason: rule.reason ?? 'FieldValueInvalid',
              message: `Invalid value: ${problem}`,
              field: `${path}${rule.fieldPath ?? ''}`.replace(/^\./, ''),
            },
          ];
    });
  }
}

/** What is wrong by a rule, behind the value where it is one of few words; nothing where the rule holds. */
function judge(
  rule: CelRule,
  bindings: Bindings,
  value: unknown,
  { type = '' }: Schema,
): string | undefined {
  try {
    if (Expression.of(rule.rule).holds(bindings)) {
      return undefined;
    }
  } catch (error) {
    if (error instanceof CelFailure) {
      return `${JSON.stringify(type)}: rule evaluation error: ${rule.rule}: ${
        error.message
      }`;
    }
    throw error;
  }
  const shown =
    type === 'object' || type === 'array' ? '' : `${JSON.stringify(value)}: `;
  return `${shown}${messageOf(rule, bindings)}`;
}

function messageOf(rule: CelRule, bindings: Bindings): string {
  if (rule.messageExpression) {
    try {
      return Expression.of(rule.messageExpression).text(bindings);
    } catch {
      // As the real server does: the plain message instead.
    }
  }
  return rule.message ?? `failed rule: ${rule.rule.trim()}`;
}

/** The old element of a list that is a map; others have no past. */
function counterparts(
  value: unknown[],
  old: unknown,
  schema: Schema,
): (index: number) => unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys) {
    return () => undefined;
  }
  const keyOf = (item: unknown) =>
    JSON.stringify(keys.map(key => (isObject(item) ? item[key] : undefined)));
  const before = new Map(asArray(old).map(item => [keyOf(item), item]));
  return index => before.get(keyOf(value[index]));
}
