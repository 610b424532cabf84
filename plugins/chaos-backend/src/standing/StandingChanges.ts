import { ConflictError, InputError } from '@backstage/errors';
import {
  isPaused,
  PAUSE_ANNOTATION,
  type ChaosStanding,
  type ChaosStandingRef,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Knex } from 'knex';
import { type ActingClients } from '../clusters/ActingClients';
import {
  APPROVED_BY_ANNOTATION,
  CHANGED_BY_ANNOTATION,
  FIELD_MANAGER,
  STARTED_BY_ANNOTATION,
  toManifest,
} from '../clusters/experiments';
import { schedules } from '../clusters/standing';
import { type Standing } from '../manifest/partsOf';
import { type Hit } from '../preflight/types';
import { type Runs } from '../runs/Runs';
import { type StandingObjects } from './StandingObjects';

/** As whom something is done, and who approved it where somebody had to. */
export type Who = { by: string; approvedBy?: string; signal: AbortSignal };

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
    { by, approvedBy, signal }: Who,
    keep?: (transaction: Knex) => Promise<void>,
  ): Promise<ChaosStanding> {
    const { objects, acting, runs, onChange } = this.#options;
    const client = await acting.of(ref.cluster, by);
    const { [APPROVED_BY_ANNOTATION]: _, ...annotations } =
      what.standing.metadata.annotations ?? {};
    const object = toManifest(
      {
        ...what.standing,
        metadata: { ...what.standing.metadata, annotations },
      },
      {
        annotations: {
          [STARTED_BY_ANNOTATION]: by,
          ...(approvedBy ? { [APPROVED_BY_ANNOTATION]: approvedBy } : {}),
        },
      },
    );
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
    return objects.toWire(ref.cluster, await objects.get(ref, signal));
  }

  async pause(ref: ChaosStandingRef, who: Who): Promise<ChaosStanding> {
    await this.#refuseToAnnotate(ref, true, who.signal);
    const standing = await this.#annotate(ref, 'true', who);
    this.#options.onChange();
    return standing;
  }

  /**
   * Lets a Schedule start experiments again.
   *
   * @param keep - is kept with it, or not at all
   */
  async resume(
    ref: ChaosStandingRef,
    who: Who,
    keep?: (transaction: Knex) => Promise<void>,
  ): Promise<ChaosStanding> {
    const { runs, onChange } = this.#options;
    await this.#refuseToAnnotate(ref, false, who.signal);
    const standing = await runs.exclusively(
      { ...ref, startedBy: who.by },
      undefined,
      async transaction => {
        await keep?.(transaction);
        return this.#annotate(ref, null, who);
      },
    );
    onChange();
    return standing;
  }

  async #refuseToAnnotate(
    ref: ChaosStandingRef,
    toPaused: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { kind, name } = ref;
    if (kind !== 'Schedule') {
      throw new InputError(
        'Only a Schedule can be paused; delete a Workflow to end it',
      );
    }
    const object = await this.#options.objects.get(ref, signal);
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

  async #annotate(
    { cluster, name, namespace }: ChaosStandingRef,
    value: string | null,
    { by, approvedBy }: Who,
  ): Promise<ChaosStanding> {
    const { objects, acting } = this.#options;
    const client = await acting.of(cluster, by);
    const changed = await client.patch(
      schedules,
      { name, namespace },
      {
        metadata: {
          annotations: {
            [PAUSE_ANNOTATION]: value,
            [CHANGED_BY_ANNOTATION]: by,
            ...(approvedBy ? { [APPROVED_BY_ANNOTATION]: approvedBy } : {}),
          },
        },
      },
    );
    return objects.toWire(cluster, changed);
  }
}
