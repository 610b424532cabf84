import { type LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import { type Knex } from 'knex';
import {
  APPROVED_BY_ANNOTATION,
  REQUEST_ANNOTATION,
  RESUME_APPROVED_BY_ANNOTATION,
  RESUME_REQUEST_ANNOTATION,
} from '../clusters/experiments';
import { type PolicySettings } from '../config';
import { type Notices } from '../notices/Notices';
import { type Starts } from '../runs/Starts';
import { type StandingObjects } from './StandingObjects';
import {
  refOf,
  type Decision,
  type StandingRequest,
  type StandingRequestStore,
} from './StandingRequestStore';

export type RequestEndingsOptions = {
  requests: StandingRequestStore;
  objects: StandingObjects;
  starts: Pick<Starts, 'begin'>;
  notices: Pick<Notices, 'answered'>;
  policy: Pick<PolicySettings, 'approveWithinMs'>;
  logger: Pick<LoggerService, 'warn'>;
  onChange(): void;
  now(): number;
};

/**
 * What became of a request: it was done before, and the answer of the cluster or the
 * portal was lost; it was decided now; somebody else had decided; or it waits on.
 */
export type Ending = 'done' | 'decided' | 'over' | 'waiting';

/** Ends the wait of requests that are not approved now. */
export class RequestEndings {
  readonly #options: RequestEndingsOptions;
  /** Of which it was said that their clusters cannot be asked. */
  readonly #unknown = new Set<string>();

  constructor(options: RequestEndingsOptions) {
    this.#options = options;
  }

  /**
   * Decides about a request, unless it was done before: its object says so. Nobody
   * approves it meanwhile. Without a decision it is only looked whether it was.
   */
  async end(
    request: StandingRequest,
    signal: AbortSignal,
    decision?: Decision,
  ): Promise<Ending> {
    const { requests, notices, onChange } = this.#options;
    const ending = await requests.whileWaiting(
      request.id,
      async (transaction): Promise<[Ending, by?: string]> => {
        const approver = await this.#approverOf(request, signal);
        if (approver !== undefined) {
          await this.#keepAsDone(request, approver, transaction);
          return ['done', approver];
        }
        if (decision) {
          await requests.decide(request.id, decision, transaction);
        }
        return [decision ? 'decided' : 'waiting'];
      },
    );
    const [what = 'over', by] = ending ?? [];
    if (what === 'done' || what === 'decided') {
      onChange();
    }
    if (what === 'done') {
      void notices.answered(request, `${by} approved it`);
    }
    return what;
  }

  /**
   * Ends the wait of those that nobody decided about in time. One whose cluster does
   * not answer waits on: it may have been done.
   */
  async expire(signal: AbortSignal): Promise<void> {
    const { requests, notices, policy, logger, now } = this.#options;
    const at = new Date(now());
    for (const request of await requests.waiting()) {
      if (at.getTime() - request.askedAt.getTime() <= policy.approveWithinMs) {
        continue;
      }
      try {
        const ending = await this.end(request, signal, {
          state: 'expired',
          at,
        });
        if (ending === 'decided') {
          void notices.answered(request, 'Nobody approved it in time');
        }
        this.#unknown.delete(request.id);
      } catch (error) {
        if (!this.#unknown.has(request.id)) {
          this.#unknown.add(request.id);
          logger.warn(
            `Whether ${request.kind} ${request.name} in ${request.cluster} waits in vain for approval is not known; each look asks again`,
            toError(error),
          );
        }
      }
    }
  }

  /** Who approved what is in the cluster by this request; undefined where nothing is. */
  async #approverOf(
    request: StandingRequest,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const object = await this.#find(request, signal);
    const { annotations = {} } = object?.metadata ?? {};
    const [id, approver] =
      request.action === 'create'
        ? [annotations[REQUEST_ANNOTATION], annotations[APPROVED_BY_ANNOTATION]]
        : [
            annotations[RESUME_REQUEST_ANNOTATION],
            annotations[RESUME_APPROVED_BY_ANNOTATION],
          ];
    return id === request.id ? approver ?? 'somebody' : undefined;
  }

  async #find(request: StandingRequest, signal: AbortSignal) {
    try {
      return await this.#options.objects.find(refOf(request), signal);
    } catch (error) {
      // Nothing is done where the portal no longer reaches.
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  async #keepAsDone(
    request: StandingRequest,
    by: string,
    transaction: Knex,
  ): Promise<void> {
    const { requests, starts, now } = this.#options;
    const { id, action, kind, cluster, namespace, name, askedBy } = request;
    const at = new Date(now());
    await requests.decide(id, { state: 'approved', at, by }, transaction);
    if (action === 'create' && kind === 'Workflow') {
      await starts.begin(
        { by: askedBy, cluster, namespace, name },
        transaction,
      );
    }
  }
}
