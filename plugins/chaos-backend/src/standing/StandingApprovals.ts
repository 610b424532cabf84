import { type LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError, toError } from '@backstage/errors';
import {
  isPaused,
  type ChaosStandingRef,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  APPROVED_BY_ANNOTATION,
  REQUEST_ANNOTATION,
  RESUME_APPROVED_BY_ANNOTATION,
} from '../clusters/experiments';
import { type PolicySettings } from '../config';
import { readStanding } from '../manifest/readStanding';
import { type Notices } from '../notices/Notices';
import { isSamePerson, refuseOwn } from '../policy/approval';
import { type Preflight } from '../preflight/Preflight';
import { refuse } from '../preflight/refuse';
import { type CheckedStanding } from '../preflight/types';
import { type RunStore } from '../runs/RunStore';
import { type PersonalCall } from '../service/ChaosService';
import { asResumed } from './asResumed';
import { type StandingChanges } from './StandingChanges';
import { type StandingObjects } from './StandingObjects';
import {
  type Decision,
  type StandingRequest,
  type StandingRequestStore,
} from './StandingRequestStore';
import { upcoming } from './toStanding';

export type StandingApprovalsOptions = {
  requests: StandingRequestStore;
  objects: StandingObjects;
  changes: StandingChanges;
  preflight: Pick<Preflight, 'checkStanding'>;
  store: Pick<RunStore, 'exclusively'>;
  notices: Pick<Notices, 'asked' | 'answered'>;
  policy: Pick<PolicySettings, 'approveWithinMs' | 'maxActive'>;
  logger: Pick<LoggerService, 'warn'>;
  onChange(): void;
  now(): number;
};

/** Schedules and Workflows that wait for another person before anything is touched. */
export class StandingApprovals {
  readonly #options: StandingApprovalsOptions;

  constructor(options: StandingApprovalsOptions) {
    this.#options = options;
  }

  /** Those that wait, the oldest first. */
  async list(): Promise<ChaosStandingRequest[]> {
    const waiting = await this.#options.requests.waiting();
    return waiting.map(request => this.#toWire(request));
  }

  async details(id: string): Promise<ChaosStandingRequestDetails> {
    const request = await this.#options.requests.get(id);
    const { manifest, entities, targets } = request;
    const { standing } = readStanding(manifest);
    return {
      request: this.#toWire(request),
      ...{ manifest, entities, targets },
      ...(standing?.kind === 'Schedule'
        ? {
            nextRuns: upcoming(standing.spec.schedule, {
              now: this.#options.now(),
            }),
          }
        : {}),
    };
  }

  /** Keeps what was found to be allowed, and tells those who may approve it. */
  async ask(
    what: ChaosStandingRef & Pick<StandingRequest, 'action' | 'manifest'>,
    { entities, approval, preflight }: CheckedStanding,
    person: string,
  ): Promise<ChaosStandingRequest> {
    const { requests, store, notices, onChange, now } = this.#options;
    const asked = {
      ...what,
      id: randomUUID(),
      entities,
      targets: preflight.targets,
      askedBy: person,
      askedAt: new Date(now()),
    };
    await store.exclusively(async (_, transaction) => {
      await this.#refuseBeside(asked, transaction);
      await requests.add(asked, transaction);
    });
    onChange();
    const request = await requests.get(asked.id);
    void notices.asked(
      request,
      approval.flatMap(({ notify }) => notify),
    );
    return this.#toWire(request);
  }

  /** Does what another person asked for, as that one, if it still may be done. */
  async approve(id: string, call: PersonalCall): Promise<ChaosStandingRequest> {
    const { requests, notices, policy, now } = this.#options;
    const request = await requests.get(id);
    refuseWhatIsDecided(request);
    refuseOwn(request.askedBy, call.person);
    if (await this.#isDone(request, call.signal)) {
      return this.#toWire(await requests.get(id));
    }
    const time = now();
    if (time - request.askedAt.getTime() > policy.approveWithinMs) {
      throw new ConflictError('It waited too long: ask for it anew');
    }
    const keep = (transaction: Knex) =>
      this.#decide(
        request,
        { state: 'approved', at: new Date(time), by: call.person },
        transaction,
      );
    if (request.action === 'create') {
      await this.#create(request, call, keep);
    } else {
      await this.#resume(request, call, keep);
    }
    void notices.answered(request, `${call.person} approved it`);
    return this.#toWire(await requests.get(id));
  }

  async reject(
    id: string,
    reason: string,
    person: string,
  ): Promise<ChaosStandingRequest> {
    const request = await this.#end(id, {
      state: 'rejected',
      at: new Date(this.#options.now()),
      by: person,
      reason,
    });
    if (!isSamePerson(request.askedBy, person)) {
      void this.#options.notices.answered(
        request,
        `${person} rejected it: ${reason}`,
      );
    }
    return this.#toWire(request);
  }

  /** Takes back what one asked for oneself. */
  async withdraw(id: string, person: string): Promise<ChaosStandingRequest> {
    const { requests, now } = this.#options;
    const { askedBy } = await requests.get(id);
    if (!isSamePerson(askedBy, person)) {
      throw new NotAllowedError(
        `${askedBy} asked for it: who may approve it can reject it`,
      );
    }
    return this.#toWire(
      await this.#end(id, {
        state: 'withdrawn',
        at: new Date(now()),
        by: person,
      }),
    );
  }

  /**
   * Ends the wait of those that nobody decided about in time. One whose cluster does
   * not answer waits on: it may have been done, and the answer lost.
   */
  async expire(signal: AbortSignal): Promise<void> {
    const { requests, policy, logger, now } = this.#options;
    const time = now();
    for (const request of await requests.waiting()) {
      if (time - request.askedAt.getTime() > policy.approveWithinMs) {
        try {
          await this.#expireOne(request, signal);
        } catch (error) {
          logger.warn(
            `Whether ${request.kind} ${request.name} in ${request.cluster} waits in vain for approval is not known; the next look asks again`,
            toError(error),
          );
        }
      }
    }
  }

  async #expireOne(
    request: StandingRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { requests, notices, onChange, now } = this.#options;
    const at = new Date(now());
    if (
      !(await this.#isDone(request, signal)) &&
      (await requests.decide(request.id, { state: 'expired', at }))
    ) {
      onChange();
      void notices.answered(request, 'Nobody approved it in time');
    }
  }

  /**
   * Whether it was approved and done, and only the answer of the cluster or the
   * portal was lost: the object says which request it comes of. That is kept then.
   */
  async #isDone(
    request: StandingRequest,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { requests, objects, notices, onChange, now } = this.#options;
    const object = await objects.find(refOf(request), signal);
    const { annotations = {} } = object?.metadata ?? {};
    if (annotations[REQUEST_ANNOTATION] !== request.id) {
      return false;
    }
    const by =
      request.action === 'create'
        ? annotations[APPROVED_BY_ANNOTATION]
        : annotations[RESUME_APPROVED_BY_ANNOTATION];
    const at = new Date(now());
    if (
      await requests.decide(request.id, {
        state: 'approved',
        at,
        ...(by ? { by } : {}),
      })
    ) {
      onChange();
      void notices.answered(request, `${by} approved it`);
    }
    return true;
  }

  async #create(
    request: StandingRequest,
    call: PersonalCall,
    keep: (transaction: Knex) => Promise<void>,
  ) {
    const { changes, preflight } = this.#options;
    const { cluster, manifest, askedBy } = request;
    // The rules and the pods may be others than when it was asked for.
    const {
      standing,
      hit,
      preflight: found,
    } = await preflight.checkStanding(
      { cluster, manifest, startedBy: askedBy, isForAnother: true },
      call,
    );
    refuse(found.findings);
    if (!standing) {
      throw new ConflictError('It cannot be read any more: ask for it anew');
    }
    await changes.create(
      refOf(request),
      { standing, ...(hit ? { hit: { ...hit, isForAnother: true } } : {}) },
      { by: askedBy, approved: { by: call.person, request: request.id } },
      call.signal,
      keep,
    );
  }

  async #resume(
    request: StandingRequest,
    call: PersonalCall,
    keep: (transaction: Knex) => Promise<void>,
  ) {
    const { objects, changes, preflight, now } = this.#options;
    const { cluster, manifest, askedBy } = request;
    const ref = refOf(request);
    const object = await objects.get(ref, call.signal);
    const resumed = asResumed(ref, object, now());
    if (resumed?.manifest !== manifest) {
      throw new ConflictError(
        isPaused(object)
          ? 'It was changed since: ask for it anew'
          : `${ref.kind} ${ref.name} is not paused`,
      );
    }
    const { preflight: found } = await preflight.checkStanding(
      { cluster, ...resumed, startedBy: askedBy, isForAnother: true },
      call,
    );
    refuse(found.findings);
    await changes.resume(
      ref,
      object,
      { by: askedBy, approved: { by: call.person, request: request.id } },
      keep,
    );
  }

  async #end(id: string, decision: Decision): Promise<StandingRequest> {
    const { requests, onChange } = this.#options;
    const request = await requests.get(id);
    refuseWhatIsDecided(request);
    await this.#decide(request, decision);
    onChange();
    return requests.get(id);
  }

  async #decide(
    { id }: StandingRequest,
    decision: Decision,
    transaction?: Knex,
  ): Promise<void> {
    if (!(await this.#options.requests.decide(id, decision, transaction))) {
      throw new ConflictError('Somebody else has decided about it meanwhile');
    }
  }

  /** Refuses one that waits beside another for the same, or beside too many. */
  async #refuseBeside(
    asked: ChaosStandingRef & Pick<StandingRequest, 'askedBy'>,
    transaction: Knex,
  ): Promise<void> {
    const { requests, policy } = this.#options;
    const waiting = await requests.waiting(transaction);
    const same = waiting.find(other =>
      isDeepStrictEqual(refOf(other), refOf(asked)),
    );
    if (same) {
      throw new ConflictError(
        `${same.askedBy} asked for ${same.kind} ${same.name} in ${same.namespace} already, and that is not decided yet`,
      );
    }
    const own = waiting.filter(({ askedBy }) =>
      isSamePerson(askedBy, asked.askedBy),
    );
    if (own.length >= policy.maxActive) {
      throw new ConflictError(
        `${own.length} Schedules and Workflows of yours await approval, and ${policy.maxActive} may (chaos.policy.maxActive): withdraw one, or wait until it is decided`,
      );
    }
  }

  #toWire(request: StandingRequest): ChaosStandingRequest {
    const { policy } = this.#options;
    const { askedAt, decidedAt, decidedBy, reason } = request;
    return {
      ...refOf(request),
      id: request.id,
      action: request.action,
      state: request.state,
      askedBy: request.askedBy,
      askedAt: askedAt.toISOString(),
      approveBefore: new Date(
        askedAt.getTime() + policy.approveWithinMs,
      ).toISOString(),
      ...(decidedBy ? { decidedBy } : {}),
      ...(decidedAt ? { decidedAt: decidedAt.toISOString() } : {}),
      ...(reason ? { reason } : {}),
    };
  }
}

function refOf(request: ChaosStandingRef): ChaosStandingRef {
  const { cluster, kind, namespace, name } = request;
  return { cluster, kind, namespace, name };
}

function refuseWhatIsDecided({ state }: StandingRequest): void {
  if (state !== 'waiting') {
    throw new ConflictError(`It does not wait for approval: it is ${state}`);
  }
}
