import { Cause } from '../../model/ApiError';
import { invalidValue } from '../../model/causes';
import { asNumber, asObject, asString, at, JsonObject } from '../../model/json';
import { KubeObject } from '../../model/KubeObject';
import { cronJobColumns, jobColumns } from '../columns/workloads';
import { define } from './define';
import { child, fill, setPodSpecDefaults } from './podDefaults';
import { validatePodSpec } from './podValidation';
import { templateSpec, immutable, setTemplateDefaults } from './template';

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
export const job = define('batch', 'v1', {
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

export const cronJob = define('batch', 'v1', {
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
