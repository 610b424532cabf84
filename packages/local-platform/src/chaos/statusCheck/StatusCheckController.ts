import {
  ChaosStatusCheck,
  parseDuration,
  parseStatusCodes,
  statusCheckSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { toError } from '@backstage/errors';
import { Clock, EventRecorder } from '../../kubernetes/controllers';
import { keyOfObject } from '../../kubernetes/controllers/work/ownership';
import { WorkQueue } from '../../kubernetes/controllers/work/WorkQueue';
import { writeStatus } from '../../kubernetes/controllers/work/writing';
import { timestamp } from '../../kubernetes/model/KubeObject';
import { ChaosKind, StoredChaos } from '../ChaosObjects';
import { isTrue } from '../workflow/conditions';
import { statusAfter } from './statusAfter';

/** What a request needs to have. */
export type ProbeRequest = NonNullable<ChaosStatusCheck['spec']['http']> & {
  timeoutMs: number;
};

/** Makes one request and resolves with the status code of its answer. */
export type Probe = (request: ProbeRequest) => Promise<number>;

export type StatusCheckControllerOptions = {
  objects: ChaosKind;
  probe: Probe;
  clock: Clock;
  events: EventRecorder;
  log(line: string): void;
};

/** Makes the requests of StatusChecks, one after the other, until they are complete. */
export class StatusCheckController {
  readonly #options: StatusCheckControllerOptions;
  readonly #queue: WorkQueue;
  /** When the next request of a check is due; Infinity while one is on its way. */
  readonly #due = new Map<string, number>();

  private constructor(options: StatusCheckControllerOptions) {
    const { clock, log } = options;
    this.#options = options;
    this.#queue = new WorkQueue({
      name: 'chaos StatusCheck',
      clock,
      reconcile: key => this.#reconcile(key),
      log,
    });
  }

  static start(options: StatusCheckControllerOptions): StatusCheckController {
    const controller = new StatusCheckController(options);
    options.objects.cache.on(({ type, object }) => {
      const key = keyOfObject(object);
      if (type === 'deleted') {
        controller.#due.delete(key);
      } else {
        controller.#queue.add(key);
      }
    });
    return controller;
  }

  stop(): void {
    this.#queue.stop();
  }

  #reconcile(key: string): void {
    const stored = this.#options.objects.cache.at(key);
    const check = statusCheckSchema.safeParse(stored).data;
    if (!stored || !check || stored.metadata.deletionTimestamp) {
      return;
    }
    if (isTrue(stored.status, 'Completed')) {
      this.#due.delete(key);
      return;
    }
    const { clock } = this.#options;
    const now = clock.now();
    const { duration, intervalSeconds = 10 } = check.spec;
    const { startTime } = check.status ?? {};
    const endsIn =
      duration && startTime
        ? Date.parse(startTime) + parseDuration(duration) - now
        : undefined;
    if (!startTime || (endsIn !== undefined && endsIn < 0)) {
      this.#write(stored, check);
      return;
    }
    if (endsIn !== undefined) {
      this.#queue.addAfter(key, endsIn + 1);
    }
    const due = this.#due.get(key) ?? now + intervalSeconds * 1000;
    this.#due.set(key, due);
    if (due <= now) {
      this.#due.set(key, Infinity);
      void this.#request(key, check, now);
    } else if (due < Infinity) {
      this.#queue.addAfter(key, due - now);
    }
  }

  async #request(
    key: string,
    check: ChaosStatusCheck,
    startedAt: number,
  ): Promise<void> {
    const { timeoutSeconds = 1, intervalSeconds = 10, http } = check.spec;
    let failure: string | undefined;
    try {
      if (!http) {
        throw new Error('there is no request to make');
      }
      const { probe } = this.#options;
      const code = await probe({ ...http, timeoutMs: timeoutSeconds * 1000 });
      const { first, last } = parseStatusCodes(http.criteria.statusCode);
      failure =
        code >= first && code <= last
          ? undefined
          : `unexpected status code: ${code}`;
    } catch (error) {
      failure = `do http request: ${toError(error).message}`;
    }
    const stored = this.#options.objects.cache.at(key);
    const current = statusCheckSchema.safeParse(stored).data;
    if (
      !stored ||
      !current ||
      current.metadata.uid !== check.metadata.uid ||
      !this.#due.has(key)
    ) {
      // It is gone or complete by now.
      return;
    }
    this.#due.set(key, startedAt + intervalSeconds * 1000);
    this.#say(stored, failure);
    this.#write(stored, current, {
      startTime: timestamp(new Date(startedAt)),
      outcome: failure === undefined ? 'Success' : 'Failure',
    });
    this.#queue.add(key);
  }

  #say(stored: StoredChaos, failure: string | undefined): void {
    const { events } = this.#options;
    if (failure === undefined) {
      events.normal(
        stored,
        'StatusCheckExecutionSucceed',
        'HTTP execution of status check succeed',
      );
    } else {
      events.warning(
        stored,
        'StatusCheckExecutionFailed',
        `HTTP execution of status check failed: ${failure}`,
      );
    }
  }

  #write(
    stored: StoredChaos,
    check: ChaosStatusCheck,
    record?: { startTime: string; outcome: string },
  ): void {
    const { objects, clock, events } = this.#options;
    const status = statusAfter(check, clock.now(), record);
    const complete = status.conditions.find(({ type }) => type === 'Completed');
    if (complete?.status === 'True') {
      events.normal(
        stored,
        'StatusCheckCompleted',
        `status check completed: ${complete.reason}`,
      );
    }
    writeStatus(objects.resource, stored, status);
  }
}
