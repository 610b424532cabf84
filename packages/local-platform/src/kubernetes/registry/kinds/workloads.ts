import { Cause } from '../../model/ApiError';
import { invalidValue, required } from '../../model/causes';
import {
  asNumber,
  asObject,
  asObjects,
  asStringMap,
  at,
  isObject,
} from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import { deploymentColumns, replicaSetColumns } from '../columns/workloads';
import { Resource } from '../Resource';
import { define } from './define';
import { child, fill } from './podDefaults';
import { validatePodSpec } from './podValidation';
import { job, cronJob } from './batch';
import { autoscaler, disruptionBudget } from './scaling';
import { validateShare } from './share';
import { templateSpec, immutable, setTemplateDefaults } from './template';

const scale = {
  spec: ['spec', 'replicas'],
  status: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};

function validateReplicas(object: KubeObject): Cause[] {
  const replicas = asNumber(at(object, 'spec', 'replicas')) ?? 0;
  return replicas < 0
    ? [
        invalidValue(
          'spec.replicas',
          replicas,
          'must be greater than or equal to 0',
        ),
      ]
    : [];
}

function validateSelector(object: KubeObject): Cause[] {
  const selector = at(object, 'spec', 'selector');
  if (!isObject(selector)) {
    return [required('spec.selector')];
  }
  if (
    Object.keys(asObject(selector.matchLabels)).length === 0 &&
    asObjects(selector.matchExpressions).length === 0
  ) {
    return [
      invalidValue(
        'spec.selector',
        selector,
        'empty selector is invalid for deployment',
      ),
    ];
  }
  const labels = asStringMap(
    at(object, 'spec', 'template', 'metadata', 'labels'),
  );
  return compileLabelSelector(selector)(labels)
    ? []
    : [
        invalidValue(
          'spec.template.metadata.labels',
          labels,
          '`selector` does not match template `labels`',
        ),
      ];
}

function validateWorkload(
  object: KubeObject,
  old: KubeObject | undefined,
): Cause[] {
  return [
    ...validateReplicas(object),
    ...validateSelector(object),
    ...immutable(object, old, 'spec', 'selector'),
    ...validatePodSpec(templateSpec(object), 'spec.template.spec', ['Always']),
  ];
}

function validateStrategy(object: KubeObject): Cause[] {
  const strategy = at(object, 'spec', 'strategy');
  const zero = (value: unknown) => value === 0 || value === '0%';
  if (at(strategy, 'type') === 'Recreate' && at(strategy, 'rollingUpdate')) {
    return [
      {
        reason: 'FieldValueForbidden',
        message:
          "Forbidden: may not be specified when strategy `type` is 'Recreate'",
        field: 'spec.strategy.rollingUpdate',
      },
    ];
  }
  const rollingUpdate = at(strategy, 'rollingUpdate');
  const causes = ['maxUnavailable', 'maxSurge'].flatMap(field =>
    validateShare(
      at(rollingUpdate, field),
      `spec.strategy.rollingUpdate.${field}`,
    ),
  );
  return zero(at(rollingUpdate, 'maxUnavailable')) &&
    zero(at(rollingUpdate, 'maxSurge'))
    ? [
        ...causes,
        invalidValue(
          'spec.strategy.rollingUpdate.maxUnavailable',
          at(rollingUpdate, 'maxUnavailable'),
          'may not be 0 when `maxSurge` is 0',
        ),
      ]
    : causes;
}

const deployment = define('apps', 'v1', {
  kind: 'Deployment',
  plural: 'deployments',
  shortNames: ['deploy'],
  categories: ['all'],
  status: true,
  scale,
  columns: deploymentColumns,
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    });
    const strategy = child(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      fill(child(strategy, 'rollingUpdate'), {
        maxSurge: '25%',
        maxUnavailable: '25%',
      });
    }
    setTemplateDefaults(spec);
  },
  validate: (object, old) => [
    ...validateWorkload(object, old),
    ...validateStrategy(object),
  ],
});

const replicaSet = define('apps', 'v1', {
  kind: 'ReplicaSet',
  plural: 'replicasets',
  shortNames: ['rs'],
  categories: ['all'],
  status: true,
  scale,
  columns: replicaSetColumns,
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, { replicas: 1 });
    setTemplateDefaults(spec);
  },
  validate: validateWorkload,
});

export const workloadKinds: Resource[] = [
  deployment,
  replicaSet,
  job,
  cronJob,
  autoscaler,
  disruptionBudget,
];
