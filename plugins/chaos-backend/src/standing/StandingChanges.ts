import { ConflictError, InputError } from '@backstage/errors';
import {
  isPaused,
  PAUSE_ANNOTATION,
  type ChaosStanding,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import {
  ClusterRefusedError,
  type ClusterClient,
} from '@shop-platform/backstage-plugin-clusters-node';
import { type Knex } from 'knex';
import { type ActingClients } from '../clusters/ActingClients';
import {
  APPROVED_BY_ANNOTATION,
  CHANGED_BY_ANNOTATION,
  FIELD_MANAGER,
  REQUEST_ANNOTATION,
  RESUME_APPROVED_BY_ANNOTATION,
  RESUME_REQUEST_ANNOTATION,
  STARTED_BY_ANNOTATION,
  toManifest,
} from '../clusters/experiments';
import {
  schedules,
  type ObservedSchedule,
  type ObservedWorkflow,
} from '../clusters/standing';
import { type Standing } from '../manifest/partsOf';
import { type Hit } from '../preflight/types';
import { type Runs } from '../runs/Runs';
import { type StandingObjects } from './StandingObjects';

const CONFLICT = 409;

/** As whom something is done, and who approved which request of theirs. */
export type Who = { by: string; approved?: { by: string; request: string } };

export type StandingChangesOptions = {
  objects: StandingObjects;
  acting: ActingClients;
  runs: Pick<Runs, 'exclusively'>;
  onChange(): void;
};

/** Does to Schedules and Workflows what their clusters are asked to, once it may be done. */
export class StandingChanges {
  readonly #options: StandingChangesOptions;

  constructor(options: StandingChangesOptions) {
    this.#options = options;
  }

  /** @throws ConflictError where there is one of that name */
  async refuseExisting(
    ref: ChaosStandingRef,
    signal: AbortSignal,
  ): Promise<void> {
    if (await this.#options.objects.find(ref, signal)) {
      throw new ConflictError(
        `There is a ${ref.kind} ${ref.name} in ${ref.namespace} already: give this one another name, or delete that`,
      );
    }
  }

  /**
   * Creates a Schedule, or begins a Workflow, where nobody can come between.
   *
   * @param keep - is kept with it, or not at all
   */
  async create(
    ref: ChaosStandingRef,
    what: { standing: Standing; hit?: Hit & { isForAnother?: boolean } },
    { by, approved }: Who,
    signal: AbortSignal,
    keep?: (transaction: Knex) => Promise<void>,
  ): Promise<void> {
    const { acting, runs, onChange } = this.#options;
    const client = await acting.of(ref.cluster, by);
    const object = toManifest(what.standing, {
      annotations: {
        [STARTED_BY_ANNOTATION]: by,
        ...(approved && {
          [APPROVED_BY_ANNOTATION]: approved.by,
          [REQUEST_ANNOTATION]: approved.request,
        }),
      },
    });
    await runs.exclusively(
      { ...ref, startedBy: by },
      what.hit,
      async transaction => {
        await this.refuseExisting(ref, signal);
        await keep?.(transaction);
        await client.apply(object, { fieldManager: FIELD_MANAGER });
      },
    );
    onChange();
  }

  /** Has a Schedule start nothing until it is resumed. */
  async pause(
    ref: ChaosStandingRef,
    object: ObservedSchedule | ObservedWorkflow,
    who: Who,
  ): Promise<ChaosStanding> {
    const { acting, onChange } = this.#options;
    refuseOther(ref, object, true);
    const client = await acting.of(ref.cluster, who.by);
    const standing = await this.#annotate(client, ref, {
      [PAUSE_ANNOTATION]: 'true',
      [CHANGED_BY_ANNOTATION]: who.by,
    });
    onChange();
    return standing;
  }

  /**
   * Lets a Schedule start experiments again, as long as it is as it was looked at.
   *
   * @param keep - is kept with it, or not at all
   */
  async resume(
    ref: ChaosStandingRef,
    object: ObservedSchedule | ObservedWorkflow,
    { by, approved }: Who,
    keep?: (transaction: Knex) => Promise<void>,
  ): Promise<ChaosStanding> {
    const { acting, runs, onChange } = this.#options;
    refuseOther(ref, object, false);
    const client = await acting.of(ref.cluster, by);
    const standing = await runs.exclusively(
      { ...ref, startedBy: by },
      undefined,
      async transaction => {
        await keep?.(transaction);
        return this.#annotate(
          client,
          ref,
          {
            [PAUSE_ANNOTATION]: null,
            [CHANGED_BY_ANNOTATION]: by,
            // Who approved that it was made stays.
            [RESUME_APPROVED_BY_ANNOTATION]: approved?.by ?? null,
            [RESUME_REQUEST_ANNOTATION]: approved?.request ?? null,
          },
          object.metadata.resourceVersion,
        );
      },
    );
    onChange();
    return standing;
  }

  async #annotate(
    client: ClusterClient,
    { cluster, kind, name, namespace }: ChaosStandingRef,
    annotations: Record<string, string | null>,
    resourceVersion?: string,
  ): Promise<ChaosStanding> {
    try {
      const changed = await client.patch(
        schedules,
        { name, namespace },
        {
          metadata: {
            annotations,
            ...(resourceVersion === undefined ? {} : { resourceVersion }),
          },
        },
      );
      return this.#options.objects.toWire(cluster, changed);
    } catch (error) {
      if (error instanceof ClusterRefusedError && error.code === CONFLICT) {
        throw new ConflictError(
          `${kind} ${name} was changed meanwhile: look at it again`,
        );
      }
      throw error;
    }
  }
}

/** Refuses to pause or to resume what is not as it has to be for that. */
function refuseOther(
  { kind, name }: ChaosStandingRef,
  object: ObservedSchedule | ObservedWorkflow,
  toPaused: boolean,
): void {
  if (object.kind !== 'Schedule') {
    throw new InputError(
      'Only a Schedule can be paused; delete a Workflow to end it',
    );
  }
  if (object.metadata.deletionTimestamp) {
    throw new ConflictError(`${kind} ${name} is being deleted`);
  }
  if (isPaused(object) === toPaused) {
    throw new ConflictError(
      toPaused
        ? `${kind} ${name} is paused already`
        : `${kind} ${name} is not paused`,
    );
  }
}
