import type { ResourceClient } from '../../client/Client';
import { nameOf, namespaceOf, timestamp } from '../../model/KubeObject';
import type { Context } from '../Context';
import { inDeletionOrder } from '../replicaset/deletionOrder';
import type { Job, JobFields, JobStatus, Pod, PodFields } from '../types';
import { conditionOf, holds, withCondition } from '../work/conditions';
import type { EventRecorder } from '../work/EventRecorder';
import { claim, controllerOf, keyOfObject, ownerKey } from '../work/ownership';
import { isActive, isFinished, isReady } from '../work/pods';
import { podOf } from '../work/template';
import type { WorkQueue } from '../work/WorkQueue';
import { change, withoutZeros, writeStatus } from '../work/writing';
import {
  backoffUntil,
  deadlineOf,
  endOf,
  Outcome,
  outcomeOf,
  wantedPods,
} from './outcome';

/** Holds a pod until its end is counted. */
const TRACKING = 'batch.kubernetes.io/job-tracking';

/** So many pods are made or deleted before others get their turn. */
const BATCH = 50;

/** Runs pods until enough of them have succeeded, or too many failed. */
export class JobController {
  readonly #context: Context;
  readonly #jobs: ResourceClient<JobFields>;
  readonly #pods: ResourceClient<PodFields>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  private constructor(context: Context) {
    this.#context = context;
    this.#jobs = context.client.resource<JobFields>('batch/v1', 'jobs');
    this.#pods = context.client.resource<PodFields>('v1', 'pods');
    this.#events = context.recorder('job-controller');
    this.#queue = context.queue('job-controller', key => this.#reconcile(key));
  }

  static start(context: Context): JobController {
    const controller = new JobController(context);
    controller.#follow();
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #follow(): void {
    const { jobs, pods, quotas } = this.#context.caches;
    jobs.on(({ object }) => this.#queue.add(keyOfObject(object)));
    pods.on(({ object }) => {
      const key = ownerKey(object, 'Job');
      if (key) {
        this.#queue.add(key);
      }
    });
    quotas.on(({ object }) =>
      jobs
        .inNamespace(namespaceOf(object))
        .filter(job => !endOf(job))
        .forEach(job => this.#queue.add(keyOfObject(job))),
    );
  }

  #reconcile(key: string): void {
    const job = this.#context.caches.jobs.at(key);
    if (!job || job.metadata.deletionTimestamp) {
      this.#releaseOrphans(key);
      return;
    }
    const end = endOf(job);
    if (end) {
      this.#count(key);
      this.#expire(job, end);
      return;
    }
    this.#followSuspension(key);
    this.#count(key);
    this.#work(key);
  }

  /** Nobody counts the pods of a job that is gone. */
  #releaseOrphans(key: string): void {
    const [namespace, name] = key.split('/');
    this.#context.caches.pods
      .inNamespace(namespace)
      .filter(pod => {
        const owner = controllerOf(pod);
        return owner?.kind === 'Job' && owner.name === name;
      })
      .forEach(pod => this.#release(pod));
  }

  #release(pod: Pod): void {
    const { finalizers = [] } = pod.metadata;
    if (finalizers.includes(TRACKING)) {
      change(this.#pods, pod, copy => {
        copy.metadata.finalizers = finalizers.filter(one => one !== TRACKING);
      });
    }
  }

  /**
   * Counts the pods that came to their end, each once whatever happens in
   * between: first it is written down, then let go, then counted.
   */
  #count(key: string): void {
    const { job, pods } = this.#look(key);
    const { uncountedTerminatedPods: pending = {} } = job.status ?? {};
    const known = { succeeded: [], failed: [], ...pending };
    const uids = new Set([...known.succeeded, ...known.failed]);
    const ended = pods
      .filter(({ metadata }) => metadata.finalizers?.includes(TRACKING))
      .filter(pod => isFinished(pod) || pod.metadata.deletionTimestamp);
    const fresh = ended.filter(({ metadata }) => !uids.has(metadata.uid ?? ''));
    const uidsOf = (isSuccess: boolean) =>
      fresh
        .filter(({ status }) => (status.phase === 'Succeeded') === isSuccess)
        .flatMap(({ metadata }) => metadata.uid ?? []);
    const uncounted = {
      succeeded: [...known.succeeded, ...uidsOf(true)],
      failed: [...known.failed, ...uidsOf(false)],
    };
    const { succeeded, failed } = uncounted;
    if (succeeded.length + failed.length === 0) {
      return;
    }
    writeStatus(this.#jobs, job, {
      ...job.status,
      uncountedTerminatedPods: uncounted,
    });
    ended.forEach(pod => this.#release(pod));
    const { job: counted } = this.#look(key);
    writeStatus(this.#jobs, counted, {
      ...counted.status,
      succeeded: (counted.status?.succeeded ?? 0) + succeeded.length,
      failed: (counted.status?.failed ?? 0) + failed.length,
      uncountedTerminatedPods: {},
    });
  }

  #work(key: string): void {
    const { job, pods } = this.#look(key);
    const now = this.#context.clock.now();
    const outcome = outcomeOf(job, pods, now);
    let failure: unknown;
    if (outcome) {
      // Those that a failure takes with it have failed too.
      const isCounted = outcome.type === 'Failed';
      pods.filter(isActive).forEach(pod => this.#delete(job, pod, isCounted));
    } else {
      try {
        this.#scale(job, pods);
      } catch (error) {
        failure = error;
      }
    }
    this.#report(key, outcome);
    const deadline = deadlineOf(job);
    if (deadline !== undefined && !outcome) {
      this.#queue.addAfter(key, deadline - now);
    }
    if (failure) {
      throw failure;
    }
  }

  #scale(job: Job, pods: Pod[]): void {
    const active = pods.filter(isActive);
    const missing = wantedPods(job, active.length) - active.length;
    const count = Math.min(Math.abs(missing), BATCH);
    if (missing < 0) {
      inDeletionOrder(active)
        .slice(0, count)
        .forEach(pod => this.#delete(job, pod, false));
    } else if (missing > 0) {
      const wait = backoffUntil(pods) - this.#context.clock.now();
      if (wait > 0) {
        this.#queue.addAfter(keyOfObject(job), wait);
        return;
      }
      for (let i = 0; i < count; i += 1) {
        this.#create(job);
      }
    }
    if (Math.abs(missing) > BATCH) {
      this.#queue.add(keyOfObject(job));
    }
  }

  #create(job: Job): void {
    const draft = podOf(job, job.spec.template);
    const finalizers = [...(draft.metadata?.finalizers ?? []), TRACKING];
    try {
      const pod = this.#pods.create(namespaceOf(job), {
        ...draft,
        metadata: { ...draft.metadata, finalizers },
      });
      this.#events.normal(
        job,
        'SuccessfulCreate',
        `Created pod: ${nameOf(pod)}`,
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#events.warning(job, 'FailedCreate', `Error creating: ${why}`);
      throw error;
    }
  }

  #delete(job: Job, pod: Pod, isCounted: boolean): void {
    if (!isCounted) {
      this.#release(pod);
    }
    this.#pods.delete(namespaceOf(pod), nameOf(pod));
    this.#events.normal(job, 'SuccessfulDelete', `Deleted pod: ${nameOf(pod)}`);
  }

  #followSuspension(key: string): void {
    const { job } = this.#look(key);
    const { status = {}, spec } = job;
    const isSuspended = holds(status, 'Suspended');
    const wants = spec.suspend === true;
    const now = this.#timestamp();
    if (wants !== isSuspended && (wants || conditionOf(status, 'Suspended'))) {
      const word = wants ? 'suspended' : 'resumed';
      const reason = wants ? 'JobSuspended' : 'JobResumed';
      const { startTime: _, ...rest } = status;
      writeStatus(this.#jobs, job, {
        ...rest,
        ...(!wants && { startTime: now }),
        conditions: withCondition(
          status.conditions,
          {
            type: 'Suspended',
            status: wants ? 'True' : 'False',
            reason,
            message: `Job ${word}`,
          },
          now,
        ),
      });
      const event = wants ? 'Suspended' : 'Resumed';
      this.#events.normal(job, event, `Job ${word}`);
    } else if (!wants && !status.startTime) {
      writeStatus(this.#jobs, job, { ...status, startTime: now });
    }
  }

  #report(key: string, outcome: Outcome | undefined): void {
    const { job, pods } = this.#look(key);
    const now = this.#timestamp();
    const active = pods.filter(isActive);
    const terminating = pods.filter(
      pod => pod.metadata.deletionTimestamp && !isFinished(pod),
    ).length;
    const { succeeded, failed, ...rest } = job.status ?? {};
    const { active: _a, ready: _r, terminating: _t, ...kept } = rest;
    const status: JobStatus = {
      ...kept,
      ...withoutZeros({
        active: active.length,
        ready: active.filter(isReady).length,
        terminating,
        succeeded,
        failed,
      }),
    };
    // The end is told when nothing runs any more.
    const isOver = outcome && active.length + terminating === 0;
    const conditions = outcome
      ? decide(status, outcome, isOver === true, now)
      : status.conditions;
    writeStatus(this.#jobs, job, {
      ...status,
      ...(conditions && { conditions }),
      ...(isOver && outcome.type === 'Complete' && { completionTime: now }),
    });
    if (isOver && outcome.type === 'Complete') {
      this.#events.normal(job, 'Completed', 'Job completed');
    } else if (isOver) {
      this.#events.warning(job, outcome.reason, outcome.message);
    }
  }

  #expire(job: Job, end: string): void {
    const { ttlSecondsAfterFinished: seconds } = job.spec;
    const finished = conditionOf(job.status, end)?.lastTransitionTime;
    if (seconds !== undefined && finished) {
      const due = Date.parse(finished) + seconds * 1000;
      const left = due - this.#context.clock.now();
      if (left > 0) {
        this.#queue.addAfter(keyOfObject(job), left);
      } else {
        this.#jobs.delete(namespaceOf(job), nameOf(job), {
          propagationPolicy: 'Background',
        });
      }
    }
  }

  #look(key: string): { job: Job; pods: Pod[] } {
    const { jobs, pods } = this.#context.caches;
    const job = jobs.at(key);
    if (!job) {
      throw new Error('The job was deleted meanwhile');
    }
    return {
      job,
      pods: claim({
        owner: job,
        selector: job.spec.selector,
        cache: pods,
        client: this.#pods,
      }),
    };
  }

  #timestamp(): string {
    return timestamp(new Date(this.#context.clock.now()));
  }
}

function decide(
  { conditions }: JobStatus,
  { type, reason, message }: Outcome,
  isOver: boolean,
  now: string,
) {
  const first = type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
  const types = isOver ? [first, type] : [first];
  return types.reduce(
    (all, one) =>
      withCondition(
        all,
        { type: one, status: 'True', reason, message, lastProbeTime: now },
        now,
      ),
    conditions ?? [],
  );
}
