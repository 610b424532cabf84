import { asObjects, asStrings, at, JsonObject } from '../model/json';
import { KubeObject } from '../model/KubeObject';
import { compileLabelSelector } from '../model/selectors';
import { AdmissionRequest } from '../registry/Admission';

function has(list: unknown, wanted: string): boolean {
  const values = asStrings(list);
  return values.includes('*') || values.includes(wanted);
}

function matchesRule(rule: JsonObject, request: AdmissionRequest): boolean {
  const { resource, subresource, operation, name } = request;
  const scope = resource.namespaced ? 'Namespaced' : 'Cluster';
  const what = subresource
    ? `${resource.plural}/${subresource}`
    : resource.plural;
  const resources = asStrings(rule.resources);
  const names = asStrings(rule.resourceNames);
  return (
    has(rule.apiGroups, resource.group) &&
    has(rule.apiVersions, resource.version) &&
    has(rule.operations, operation) &&
    (resources.includes(what) ||
      resources.includes('*/*') ||
      resources.includes(`${resource.plural}/*`) ||
      (!subresource && resources.includes('*'))) &&
    ['*', undefined, scope].some(one => one === rule.scope) &&
    (names.length === 0 || names.includes(name))
  );
}

/** Whether a policy's constraints, or a binding's, mean a request. */
export function isMeant(
  constraints: unknown,
  request: AdmissionRequest,
  namespace: KubeObject | undefined,
): boolean {
  const rules = asObjects(at(constraints, 'resourceRules'));
  const excluded = asObjects(at(constraints, 'excludeResourceRules'));
  const selects = (field: string, object: KubeObject | undefined) => {
    const selector = at(constraints, field);
    return (
      selector === undefined ||
      !object ||
      compileLabelSelector(selector)(object.metadata.labels ?? {})
    );
  };
  return (
    (rules.length === 0 || rules.some(rule => matchesRule(rule, request))) &&
    !excluded.some(rule => matchesRule(rule, request)) &&
    selects('namespaceSelector', namespace) &&
    selects('objectSelector', request.object ?? request.old)
  );
}
