import type { ResourceClient } from '../../client/Client';
import { ApiError } from '../../model/ApiError';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import type { Context } from '../Context';
import { endOf } from '../job/outcome';
import type {
  CronJob,
  CronJobFields,
  Job,
  JobFields,
  ObjectReference,
} from '../types';
import type { EventRecorder } from '../work/EventRecorder';
import { controlledBy, keyOfObject, ownerKey } from '../work/ownership';
import type { WorkQueue } from '../work/WorkQueue';
import { writeStatus } from '../work/writing';
import { dueTimes } from './schedule';

const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** Makes a job whenever its time has come. */
export class CronJobController {
  readonly #context: Context;
  readonly #cronJobs: ResourceClient<CronJobFields>;
  readonly #jobs: ResourceClient<JobFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  /** The time for which it was last said why there is no job. */
  readonly #told = new Map<string, number>();

  private constructor(context: Context) {
    const { client } = context;
    this.#context = context;
    this.#cronJobs = client.resource<CronJobFields>('batch/v1', 'cronjobs');
    this.#jobs = client.resource<JobFields>('batch/v1', 'jobs');
    this.#events = context.recorder('cronjob-controller');
    this.#queue = context.queue('cronjob-controller', key =>
      this.#reconcile(key),
    );
  }

  static start(context: Context): CronJobController {
    const controller = new CronJobController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { cronJobs, jobs } = this.#context.caches;
    cronJobs.on(({ type, object }) => {
      if (type === 'deleted') {
        this.#told.delete(keyOfObject(object));
      } else {
        this.#queue.add(keyOfObject(object));
      }
    });
    jobs.on(({ object }) => {
      const key = ownerKey(object, 'CronJob');
      if (key) {
        this.#queue.add(key);
      }
    });
  }

  #reconcile(key: string): void {
    const cronJob = this.#context.caches.cronJobs.at(key);
    if (!cronJob || cronJob.metadata.deletionTimestamp) {
      return;
    }
    this.#followJobs(cronJob);
    this.#forgetOld(cronJob);
    const current = this.#context.caches.cronJobs.at(key);
    if (current && !current.spec.suspend) {
      this.#startDue(current);
    }
  }

  #jobsOf(cronJob: CronJob): Job[] {
    return this.#context.caches.jobs.ownedBy(cronJob.metadata.uid);
  }

  /** Keeps the list of those that run, and when one succeeded last. */
  #followJobs(cronJob: CronJob): void {
    const jobs = this.#jobsOf(cronJob);
    const { active = [], ...status } = cronJob.status ?? {};
    const running = jobs.filter(job => !endOf(job));
    for (const { uid, name } of active) {
      const job = jobs.find(({ metadata }) => metadata.uid === uid);
      const end = job && endOf(job);
      if (!job) {
        this.#events.normal(
          cronJob,
          'MissingJob',
          `Active job went missing: ${name}`,
        );
      } else if (end) {
        this.#events.normal(
          cronJob,
          'SawCompletedJob',
          `Saw completed job: ${name}, condition: ${end}`,
        );
      }
    }
    const successes = jobs.flatMap(job => job.status?.completionTime ?? []);
    const latest = [status.lastSuccessfulTime ?? '', ...successes]
      .sort()
      .at(-1);
    writeStatus(this.#cronJobs, cronJob, {
      ...status,
      ...(running.length > 0 && { active: running.map(referenceTo) }),
      ...(latest && { lastSuccessfulTime: latest }),
    });
  }

  #forgetOld(cronJob: CronJob): void {
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
    const limits = {
      Complete: successfulJobsHistoryLimit ?? 3,
      Failed: failedJobsHistoryLimit ?? 1,
    };
    for (const [end, limit] of Object.entries(limits)) {
      const jobs = this.#jobsOf(cronJob)
        .filter(job => endOf(job) === end && !job.metadata.deletionTimestamp)
        .sort((a, b) => scheduledAt(a) - scheduledAt(b));
      jobs
        .slice(0, Math.max(0, jobs.length - limit))
        .forEach(job => this.#delete(cronJob, job));
    }
  }

  #startDue(cronJob: CronJob): void {
    const { spec, status = {}, metadata } = cronJob;
    const { schedule, timeZone = 'UTC', startingDeadlineSeconds } = spec;
    const now = this.#context.clock.now();
    const since = status.lastScheduleTime ?? metadata.creationTimestamp ?? '';
    const key = keyOfObject(cronJob);
    const { latest: due, next } = dueTimes(
      schedule,
      timeZone,
      Date.parse(since),
      now,
    );
    if (next !== undefined) {
      this.#queue.addAfter(key, next - now);
    }
    if (due === undefined) {
      return;
    }
    const isNews = this.#told.get(key) !== due;
    this.#told.set(key, due);
    if (due + (startingDeadlineSeconds ?? Infinity) * 1000 < now) {
      if (isNews) {
        this.#events.warning(
          cronJob,
          'MissSchedule',
          `Missed scheduled time to start a job: ${timestamp(new Date(due))}`,
        );
      }
      return;
    }
    const running = this.#jobsOf(cronJob).filter(job => !endOf(job));
    if (spec.concurrencyPolicy === 'Forbid' && running.length > 0) {
      if (isNews) {
        this.#events.normal(
          cronJob,
          'JobAlreadyActive',
          'Not starting job because prior execution is running and concurrency policy is Forbid',
        );
      }
      return;
    }
    if (spec.concurrencyPolicy === 'Replace') {
      running.forEach(job => this.#delete(cronJob, job));
    }
    this.#start(cronJob, due);
  }

  #start(cronJob: CronJob, due: number): void {
    const { namespace = '', name = '' } = cronJob.metadata;
    const { metadata, spec } = structuredClone(cronJob.spec.jobTemplate);
    const jobName = `${name}-${Math.floor(due / 60_000)}`;
    const time = timestamp(new Date(due));
    try {
      this.#jobs.create(namespace, {
        metadata: {
          name: jobName,
          labels: metadata?.labels,
          annotations: { ...metadata?.annotations, [SCHEDULED_AT]: time },
          ownerReferences: [controlledBy(cronJob)],
        },
        spec,
      });
      this.#events.normal(
        cronJob,
        'SuccessfulCreate',
        `Created job ${jobName}`,
      );
    } catch (error) {
      // Made before the process ended, and not written down.
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) {
        const why = error instanceof Error ? error.message : String(error);
        this.#events.warning(
          cronJob,
          'FailedCreate',
          `Error creating job: ${why}`,
        );
        throw error;
      }
    }
    const current = this.#context.caches.cronJobs.get(namespace, name);
    if (current) {
      writeStatus(this.#cronJobs, current, {
        ...current.status,
        active: this.#jobsOf(current)
          .filter(job => !endOf(job))
          .map(referenceTo),
        lastScheduleTime: time,
      });
    }
  }

  #delete(cronJob: CronJob, job: Job): void {
    this.#jobs.delete(namespaceOf(job), nameOf(job), {
      propagationPolicy: 'Background',
    });
    this.#events.normal(
      cronJob,
      'SuccessfulDelete',
      `Deleted job ${nameOf(job)}`,
    );
  }
}

function scheduledAt({ metadata }: Job): number {
  return Date.parse(
    metadata.annotations?.[SCHEDULED_AT] ?? metadata.creationTimestamp ?? '',
  );
}

function referenceTo(job: Job): ObjectReference {
  const { apiVersion, kind, metadata } = job;
  const { namespace, name, uid } = metadata;
  return { apiVersion, kind, namespace, name, uid };
}
