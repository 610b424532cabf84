import { Cause } from '../../model/ApiError';
import { invalidValue, required } from '../../model/causes';
import {
  asNumber,
  asObject,
  asObjects,
  asString,
  asStringMap,
  at,
  equals,
  isObject,
  JsonObject,
} from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { compileLabelSelector } from '../../model/selectors';
import {
  autoscalerColumns,
  cronJobColumns,
  deploymentColumns,
  disruptionBudgetColumns,
  jobColumns,
  replicaSetColumns,
} from '../columns/workloads';
import { Resource } from '../Resource';
import { define } from './define';
import { child, fill, setPodSpecDefaults } from './podDefaults';
import { validatePodSpec } from './podValidation';

const scale = {
  spec: ['spec', 'replicas'],
  status: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};

function templateSpec(object: unknown): JsonObject {
  return asObject(at(object, 'spec', 'template', 'spec'));
}

function immutable(
  object: KubeObject,
  old: KubeObject | undefined,
  ...path: string[]
): Cause[] {
  return old && !equals(at(object, ...path), at(old, ...path))
    ? [invalidValue(path.join('.'), at(object, ...path), 'field is immutable')]
    : [];
}

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
  return zero(at(strategy, 'rollingUpdate', 'maxUnavailable')) &&
    zero(at(strategy, 'rollingUpdate', 'maxSurge'))
    ? [
        invalidValue(
          'spec.strategy.rollingUpdate.maxUnavailable',
          at(strategy, 'rollingUpdate', 'maxUnavailable'),
          'may not be 0 when `maxSurge` is 0',
        ),
      ]
    : [];
}

function setTemplateDefaults(spec: JsonObject): void {
  const template = child(spec, 'template');
  child(template, 'metadata');
  setPodSpecDefaults(child(template, 'spec'));
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

const JOB_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const JOB_NAME_LABELS = ['batch.kubernetes.io/job-name', 'job-name'];

/** A job selects its pods by its own uid, unless it says otherwise. */
function setJobSelector(object: KubeObject): void {
  const spec = child(object, 'spec');
  if (spec.manualSelector === true) {
    return;
  }
  const { uid = '', name = '' } = object.metadata;
  const labels = child(child(child(spec, 'template'), 'metadata'), 'labels');
  JOB_LABELS.forEach(label => {
    labels[label] = uid;
  });
  JOB_NAME_LABELS.forEach(label => {
    labels[label] = name;
  });
  fill(spec, { selector: { matchLabels: { [JOB_LABELS[0]]: uid } } });
}

function setJobSpecDefaults(spec: JsonObject): void {
  fill(spec, { backoffLimit: 6, completionMode: 'NonIndexed', suspend: false });
  if (spec.completions === undefined && spec.parallelism === undefined) {
    fill(spec, { completions: 1 });
  }
  fill(spec, { parallelism: 1, podReplacementPolicy: 'TerminatingOrFailed' });
  setTemplateDefaults(spec);
}

const JOB_RESTARTS = ['OnFailure', 'Never'];

/** The `restartPolicy` that a job's author left out would be `Always`, which a job refuses. */
const job = define('batch', 'v1', {
  kind: 'Job',
  plural: 'jobs',
  categories: ['all'],
  status: true,
  columns: jobColumns,
  selectable: {
    'status.successful': object =>
      String(asNumber(at(object, 'status', 'succeeded')) ?? 0),
  },
  setDefaults: object => setJobSpecDefaults(child(object, 'spec')),
  prepare: (object, old) => {
    if (!old) {
      setJobSelector(object);
    }
  },
  validate: (object, old) => [
    ...validatePodSpec(
      templateSpec(object),
      'spec.template.spec',
      JOB_RESTARTS,
    ),
    ...immutable(object, old, 'spec', 'selector'),
    ...immutable(object, old, 'spec', 'template'),
    ...immutable(object, old, 'spec', 'completions'),
  ],
});

const FIELD = String.raw`(\*|\?|[0-9A-Za-z]+(-[0-9A-Za-z]+)?)(/\d+)?`;
const SCHEDULE = new RegExp(
  `^(@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \\S+)|${FIELD}(,${FIELD})*( +${FIELD}(,${FIELD})*){4})$`,
);

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat(undefined, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const cronJob = define('batch', 'v1', {
  kind: 'CronJob',
  plural: 'cronjobs',
  shortNames: ['cj'],
  categories: ['all'],
  status: true,
  columns: cronJobColumns,
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    const template = child(spec, 'jobTemplate');
    child(template, 'metadata');
    const jobSpec = child(template, 'spec');
    child(child(jobSpec, 'template'), 'metadata');
    setPodSpecDefaults(child(child(jobSpec, 'template'), 'spec'));
  },
  validate: object => {
    const causes: Cause[] = [];
    const schedule = asString(at(object, 'spec', 'schedule')) ?? '';
    const timeZone = asString(at(object, 'spec', 'timeZone'));
    if (!SCHEDULE.test(schedule.trim())) {
      causes.push(
        invalidValue(
          'spec.schedule',
          schedule,
          `expected exactly 5 fields, found ${
            schedule.trim().split(/\s+/).length
          }: ${JSON.stringify(schedule)}`,
        ),
      );
    }
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      causes.push(
        invalidValue(
          'spec.timeZone',
          timeZone,
          `unknown time zone ${timeZone}`,
        ),
      );
    }
    const path = ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    causes.push(
      ...validatePodSpec(
        asObject(at(object, ...path)),
        path.join('.'),
        JOB_RESTARTS,
      ),
    );
    return causes;
  },
});

const autoscaler = define('autoscaling', 'v2', {
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  shortNames: ['hpa'],
  categories: ['all'],
  status: true,
  columns: autoscalerColumns,
  withoutGeneration: true,
  setDefaults: object => {
    const spec = child(object, 'spec');
    fill(spec, { minReplicas: 1 });
    if (asObjects(spec.metrics).length === 0) {
      spec.metrics = [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 80 },
          },
        },
      ];
    }
  },
  validate: object => {
    const min = asNumber(at(object, 'spec', 'minReplicas')) ?? 1;
    const max = asNumber(at(object, 'spec', 'maxReplicas')) ?? 0;
    return [
      ...(min < 1
        ? [
            invalidValue(
              'spec.minReplicas',
              min,
              'must be greater than or equal to 1',
            ),
          ]
        : []),
      ...(max < min
        ? [
            invalidValue(
              'spec.maxReplicas',
              max,
              'must be greater than or equal to `minReplicas`',
            ),
          ]
        : []),
    ];
  },
});

const disruptionBudget = define('policy', 'v1', {
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  shortNames: ['pdb'],
  status: true,
  columns: disruptionBudgetColumns,
  validate: object => {
    const spec = asObject(object.spec);
    return spec.minAvailable !== undefined && spec.maxUnavailable !== undefined
      ? [
          invalidValue(
            'spec',
            spec,
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : [];
  },
});

export const workloadKinds: Resource[] = [
  deployment,
  replicaSet,
  job,
  cronJob,
  autoscaler,
  disruptionBudget,
];
