import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  isPaused,
  type ChaosStandingRef,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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
import { type RequestEndings } from './RequestEndings';
import { requestToWire } from './requestToWire';
import { type StandingChanges } from './StandingChanges';
import { type StandingObjects } from './StandingObjects';
import {
  refOf,
  type Decision,
  type StandingRequest,
  type StandingRequestStore,
} from './StandingRequestStore';
import { upcoming } from './toStanding';

const MEANWHILE = 'Somebody else has decided about it meanwhile';

export type StandingApprovalsOptions = {
  requests: StandingRequestStore;
  objects: StandingObjects;
  endings: Pick<RequestEndings, 'end'>;
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
    const { requests, endings, notices, policy, now } = this.#options;
    const request = await requests.get(id);
    refuseWhatIsDecided(request);
    refuseOwn(request.askedBy, call.person);
    if ((await endings.end(request, call.signal)) === 'done') {
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
    { person, signal }: PersonalCall,
  ): Promise<ChaosStandingRequest> {
    const { requests, notices, now } = this.#options;
    const at = new Date(now());
    const request = await this.#end(
      await requests.get(id),
      { state: 'rejected', at, by: person, reason },
      signal,
    );
    if (!isSamePerson(request.askedBy, person)) {
      void notices.answered(request, `${person} rejected it: ${reason}`);
    }
    return this.#toWire(request);
  }

  /** Takes back what one asked for oneself. */
  async withdraw(
    id: string,
    { person, signal }: PersonalCall,
  ): Promise<ChaosStandingRequest> {
    const { requests, now } = this.#options;
    const request = await requests.get(id);
    if (!isSamePerson(request.askedBy, person)) {
      throw new NotAllowedError(
        `${request.askedBy} asked for it: who may approve it can reject it`,
      );
    }
    const at = new Date(now());
    return this.#toWire(
      await this.#end(request, { state: 'withdrawn', at, by: person }, signal),
    );
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

  async #end(
    request: StandingRequest,
    decision: Decision,
    signal: AbortSignal,
  ): Promise<StandingRequest> {
    const { requests, endings } = this.#options;
    refuseWhatIsDecided(request);
    const ending = await endings.end(request, signal, decision);
    if (ending === 'done') {
      throw new ConflictError(
        'It was approved and is in the cluster: delete or pause it there',
      );
    }
    if (ending === 'over') {
      throw new ConflictError(MEANWHILE);
    }
    return requests.get(request.id);
  }

  async #decide(
    { id }: StandingRequest,
    decision: Decision,
    transaction: Knex,
  ): Promise<void> {
    if (!(await this.#options.requests.decide(id, decision, transaction))) {
      throw new ConflictError(MEANWHILE);
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
    return requestToWire(request, this.#options.policy);
  }
}

function refuseWhatIsDecided({ state }: StandingRequest): void {
  if (state !== 'waiting') {
    throw new ConflictError(`It does not wait for approval: it is ${state}`);
  }
}
