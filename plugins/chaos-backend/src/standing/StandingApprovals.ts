import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  isPaused,
  type ChaosStandingOutcome,
  type ChaosStandingRef,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { type PolicySettings } from '../config';
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

export type StandingApprovalsOptions = {
  requests: StandingRequestStore;
  objects: StandingObjects;
  changes: StandingChanges;
  preflight: Pick<Preflight, 'checkStanding'>;
  store: Pick<RunStore, 'exclusively'>;
  notices: Pick<Notices, 'asked' | 'answered'>;
  policy: Pick<PolicySettings, 'approveWithinMs' | 'maxActive'>;
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
    return { request: this.#toWire(request), manifest, entities, targets };
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
      await this.#refuseTooMany(person, transaction);
      if (!(await requests.add(asked, transaction))) {
        throw new ConflictError(
          `Somebody asked for ${what.kind} ${what.name} in ${what.namespace} already, and that is not decided yet`,
        );
      }
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
  async approve(id: string, call: PersonalCall): Promise<ChaosStandingOutcome> {
    const { requests, notices, policy, now } = this.#options;
    const request = await requests.get(id);
    refuseWhatIsDecided(request);
    refuseOwn(request.askedBy, call.person);
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
    const standing =
      request.action === 'create'
        ? await this.#create(request, call, keep)
        : await this.#resume(request, call, keep);
    void notices.answered(request, `${call.person} approved it`);
    return { standing };
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

  /** Ends the wait of those that nobody decided about in time. */
  async expire(): Promise<void> {
    const { requests, notices, policy, onChange, now } = this.#options;
    const at = new Date(now());
    for (const request of await requests.waiting()) {
      const isLate =
        at.getTime() - request.askedAt.getTime() > policy.approveWithinMs;
      if (
        isLate &&
        (await requests.decide(request.id, { state: 'expired', at }))
      ) {
        onChange();
        void notices.answered(request, 'Nobody approved it in time');
      }
    }
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
    return changes.create(
      refOf(request),
      { standing, ...(hit ? { hit: { ...hit, isForAnother: true } } : {}) },
      { by: askedBy, approvedBy: call.person, signal: call.signal },
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
    return changes.resume(
      ref,
      { by: askedBy, approvedBy: call.person, signal: call.signal },
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

  async #refuseTooMany(person: string, transaction: Knex): Promise<void> {
    const { requests, policy } = this.#options;
    const waiting = await requests.waiting(transaction);
    const own = waiting.filter(({ askedBy }) => isSamePerson(askedBy, person));
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

function refOf(request: StandingRequest): ChaosStandingRef {
  const { cluster, kind, namespace, name } = request;
  return { cluster, kind, namespace, name };
}

function refuseWhatIsDecided({ state }: StandingRequest): void {
  if (state !== 'waiting') {
    throw new ConflictError(`It does not wait for approval: it is ${state}`);
  }
}
