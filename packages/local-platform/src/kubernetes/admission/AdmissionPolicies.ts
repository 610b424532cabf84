import { Bindings, CelFailure, Expression } from '../cel/Expression';
import { toCel } from '../cel/toCel';
import { ApiError, forbidden, invalid } from '../model/ApiError';
import { asObjects, asString, asStrings, at, JsonObject } from '../model/json';
import { KubeObject, nameOf } from '../model/KubeObject';
import { compileLabelSelector } from '../model/selectors';
import { Admission, AdmissionRequest } from '../registry/Admission';
import type { Registry } from '../registry/Registry';
import { storeName } from '../registry/Resource';
import { isMeant } from './matching';

const GROUP = 'admissionregistration.k8s.io';

/** ValidatingAdmissionPolicies: rules of CEL over what is written, with parameters. */
export class AdmissionPolicies implements Admission {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  validate(request: AdmissionRequest): void {
    // Nobody can lock himself out of mending a policy.
    if (request.resource.group === GROUP) {
      return;
    }
    const { store } = this.#registry;
    const namespace = request.resource.namespaced
      ? store.get('/namespaces', `/${request.namespace}`)
      : undefined;
    for (const binding of store.list(
      `${GROUP}/validatingadmissionpolicybindings`,
    )) {
      const policy = store.get(
        `${GROUP}/validatingadmissionpolicies`,
        `/${at(binding, 'spec', 'policyName')}`,
      );
      if (
        policy &&
        isMeant(at(policy, 'spec', 'matchConstraints'), request, namespace) &&
        isMeant(at(binding, 'spec', 'matchResources'), request, namespace)
      ) {
        this.#apply(policy, binding, request, namespace);
      }
    }
  }

  #apply(
    policy: KubeObject,
    binding: KubeObject,
    request: AdmissionRequest,
    namespace: KubeObject | undefined,
  ): void {
    const base = bindingsOf(request, namespace);
    const ignores = at(policy, 'spec', 'failurePolicy') === 'Ignore';
    for (const params of this.#paramsOf(policy, binding, request)) {
      const bindings: Bindings = {
        ...base,
        params: params ? toCel(params) : null,
      };
      const validations = asObjects(at(policy, 'spec', 'validations'));
      try {
        const conditions = asObjects(at(policy, 'spec', 'matchConditions'));
        if (
          !conditions.every(condition =>
            Expression.of(String(condition.expression)).holds(bindings),
          )
        ) {
          continue;
        }
        bindings.variables = variablesOf(policy, bindings);
      } catch (error) {
        this.#fail(error, ignores, policy, binding, request);
        continue;
      }
      for (const validation of validations) {
        try {
          const expression = String(validation.expression);
          if (!Expression.of(expression).holds(bindings)) {
            const message = messageOf(validation, expression, bindings);
            deny(policy, binding, request, message, validation.reason);
          }
        } catch (error) {
          this.#fail(error, ignores, policy, binding, request);
        }
      }
    }
  }

  #fail(
    error: unknown,
    ignores: boolean,
    policy: KubeObject,
    binding: KubeObject,
    request: AdmissionRequest,
  ): void {
    if (!(error instanceof CelFailure)) {
      throw error;
    }
    if (!ignores) {
      deny(policy, binding, request, error.message, undefined);
    }
  }

  /** The objects with which a policy is evaluated, each by itself. */
  #paramsOf(
    policy: KubeObject,
    binding: KubeObject,
    request: AdmissionRequest,
  ): Array<KubeObject | undefined> {
    const kind = at(policy, 'spec', 'paramKind');
    const ref = at(binding, 'spec', 'paramRef');
    if (!kind || !ref) {
      return [undefined];
    }
    const [version, group = ''] = (asString(at(kind, 'apiVersion')) ?? '')
      .split('/')
      .reverse();
    const resource = this.#registry.resources.findKind(
      group,
      String(at(kind, 'kind')),
      version,
    );
    const name = asString(at(ref, 'name'));
    const namespace = asString(at(ref, 'namespace')) ?? request.namespace;
    const prefix = resource?.namespaced ? `${namespace}/` : '/';
    const matches = compileLabelSelector(at(ref, 'selector'));
    const found = resource
      ? this.#registry.store
          .list(storeName(resource), prefix)
          .filter(one =>
            name ? nameOf(one) === name : matches(one.metadata.labels ?? {}),
          )
      : [];
    if (found.length === 0 && at(ref, 'parameterNotFoundAction') !== 'Allow') {
      deny(
        policy,
        binding,
        request,
        'no params found for policy binding with `Deny` parameterNotFoundAction',
        undefined,
      );
    }
    return found;
  }
}

function bindingsOf(
  request: AdmissionRequest,
  namespace: KubeObject | undefined,
): Bindings {
  const { resource, object, old, user, operation } = request;
  const { group, version, kind, plural } = resource;
  return {
    object: object ? toCel(object, resource.schema) : null,
    oldObject: old ? toCel(old, resource.schema) : null,
    namespaceObject: namespace ? toCel(namespace) : null,
    request: toCel({
      operation,
      name: request.name,
      namespace: request.namespace,
      subResource: request.subresource,
      dryRun: request.dryRun,
      kind: { group, version, kind },
      resource: { group, version, resource: plural },
      userInfo: {
        username: user.name,
        uid: user.uid ?? '',
        groups: user.groups,
      },
    }),
  };
}

/** Each may use those before it. */
function variablesOf(policy: KubeObject, bindings: Bindings) {
  const variables = new Map<string, Bindings[string]>();
  for (const { name, expression } of asObjects(
    at(policy, 'spec', 'variables'),
  )) {
    try {
      variables.set(
        String(name),
        Expression.of(String(expression)).evaluate({ ...bindings, variables }),
      );
    } catch (error) {
      // One that fails only fails what uses it.
      if (!(error instanceof CelFailure)) {
        throw error;
      }
    }
  }
  return variables;
}

function messageOf(
  validation: JsonObject,
  expression: string,
  bindings: Bindings,
): string {
  const dynamic = asString(validation.messageExpression);
  if (dynamic) {
    try {
      return Expression.of(dynamic).text(bindings);
    } catch {
      // The plain message instead.
    }
  }
  return asString(validation.message) ?? `failed expression: ${expression}`;
}

function deny(
  policy: KubeObject,
  binding: KubeObject,
  request: AdmissionRequest,
  message: string,
  reason: unknown,
): void {
  const actions = asStrings(at(binding, 'spec', 'validationActions'));
  const text = `ValidatingAdmissionPolicy '${nameOf(
    policy,
  )}' with binding '${nameOf(binding)}' denied request: ${message}`;
  if (actions.includes('Warn')) {
    request.warn(
      `Validation failed for ${text.replace(' denied request', '')}`,
    );
  }
  if (!actions.includes('Deny')) {
    return;
  }
  const { resource, name } = request;
  if (reason === 'Forbidden' || reason === 'Unauthorized') {
    throw forbidden(resource, name, text);
  }
  if (reason === 'RequestEntityTooLarge') {
    throw new ApiError(413, reason, text);
  }
  throw invalid({ ...resource, kind: resource.plural }, name, [
    { reason: 'FieldValueInvalid', message: text, field: '' },
  ]);
}
