import { Cause } from '../../model/ApiError';
import { invalidValue, notSupported, required } from '../../model/causes';
import { asObjects, asStrings, at, equals } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { pathSegmentName } from '../../model/names';
import { networkPolicyColumns } from '../columns/network';
import {
  bindingColumns,
  leaseColumns,
  policyBindingColumns,
  policyColumns,
  roleColumns,
} from '../columns/others';
import { Resource } from '../Resource';
import { define } from './define';
import { child, fill } from './podDefaults';

const RBAC = 'rbac.authorization.k8s.io';

function validateRules(object: KubeObject): Cause[] {
  return asObjects(object.rules).flatMap((rule, i) => {
    const where = `rules[${i}]`;
    if (asStrings(rule.verbs).length === 0) {
      return [
        required(`${where}.verbs`, 'verbs must contain at least one value'),
      ];
    }
    if (asStrings(rule.nonResourceURLs).length > 0) {
      return [];
    }
    return asStrings(rule.resources).length === 0
      ? [
          required(
            `${where}.resources`,
            'resource rules must supply at least one resource',
          ),
        ]
      : [];
  });
}

function setBindingDefaults(object: KubeObject): void {
  fill(child(object, 'roleRef'), { apiGroup: RBAC });
  asObjects(object.subjects).forEach(subject => {
    if (subject.kind !== 'ServiceAccount') {
      fill(subject, { apiGroup: RBAC });
    }
  });
}

function validateBinding(kinds: string[]) {
  return (object: KubeObject, old: KubeObject | undefined): Cause[] => {
    const causes: Cause[] = [];
    const kind = at(object, 'roleRef', 'kind');
    if (!kinds.includes(String(kind))) {
      causes.push(notSupported('roleRef.kind', kind, kinds));
    }
    if (!at(object, 'roleRef', 'name')) {
      causes.push(required('roleRef.name'));
    }
    if (old && !equals(object.roleRef, old.roleRef)) {
      causes.push(
        invalidValue('roleRef', object.roleRef, 'cannot change roleRef'),
      );
    }
    const subjectKinds = ['ServiceAccount', 'User', 'Group'];
    asObjects(object.subjects).forEach((subject, i) => {
      const where = `subjects[${i}]`;
      if (!subjectKinds.includes(String(subject.kind))) {
        causes.push(notSupported(`${where}.kind`, subject.kind, subjectKinds));
      }
      if (subject.kind === 'ServiceAccount' && !subject.namespace) {
        causes.push(required(`${where}.namespace`));
      }
    });
    return causes;
  };
}

const common = { nameRule: pathSegmentName, withoutGeneration: true };

export const policyKinds: Resource[] = [
  define(RBAC, 'v1', {
    ...common,
    kind: 'Role',
    plural: 'roles',
    columns: roleColumns,
    validate: validateRules,
  }),
  define(RBAC, 'v1', {
    ...common,
    kind: 'ClusterRole',
    plural: 'clusterroles',
    namespaced: false,
    columns: roleColumns,
    validate: validateRules,
  }),
  define(RBAC, 'v1', {
    ...common,
    kind: 'RoleBinding',
    plural: 'rolebindings',
    columns: bindingColumns,
    setDefaults: setBindingDefaults,
    validate: validateBinding(['Role', 'ClusterRole']),
  }),
  define(RBAC, 'v1', {
    ...common,
    kind: 'ClusterRoleBinding',
    plural: 'clusterrolebindings',
    namespaced: false,
    columns: bindingColumns,
    setDefaults: setBindingDefaults,
    validate: validateBinding(['ClusterRole']),
  }),
  define('networking.k8s.io', 'v1', {
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
    shortNames: ['netpol'],
    columns: networkPolicyColumns,
    setDefaults: object => {
      const spec = child(object, 'spec');
      fill(spec, {
        policyTypes: ['Ingress', ...(spec.egress ? ['Egress'] : [])],
      });
      for (const rule of [
        ...asObjects(spec.ingress),
        ...asObjects(spec.egress),
      ]) {
        asObjects(rule.ports).forEach(port => fill(port, { protocol: 'TCP' }));
      }
    },
  }),
  define('coordination.k8s.io', 'v1', {
    kind: 'Lease',
    plural: 'leases',
    columns: leaseColumns,
    withoutGeneration: true,
  }),
  define('admissionregistration.k8s.io', 'v1', {
    kind: 'ValidatingAdmissionPolicy',
    plural: 'validatingadmissionpolicies',
    namespaced: false,
    status: true,
    columns: policyColumns,
    setDefaults: object => {
      const spec = child(object, 'spec');
      fill(spec, { failurePolicy: 'Fail' });
      const constraints = child(spec, 'matchConstraints');
      fill(constraints, {
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
      });
      asObjects(constraints.resourceRules).forEach(rule =>
        fill(rule, { scope: '*' }),
      );
    },
    validate: object =>
      asObjects(at(object, 'spec', 'matchConstraints', 'resourceRules'))
        .length === 0
        ? [required('spec.matchConstraints.resourceRules')]
        : [],
  }),
  define('admissionregistration.k8s.io', 'v1', {
    kind: 'ValidatingAdmissionPolicyBinding',
    plural: 'validatingadmissionpolicybindings',
    namespaced: false,
    columns: policyBindingColumns,
    validate: object => [
      ...(at(object, 'spec', 'policyName')
        ? []
        : [required('spec.policyName')]),
      ...(asStrings(at(object, 'spec', 'validationActions')).length === 0
        ? [required('spec.validationActions')]
        : []),
    ],
  }),
];
