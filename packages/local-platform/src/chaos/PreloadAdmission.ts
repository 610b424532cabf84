import {
  Experiment,
  experimentSchema,
  SelectionError,
  selectTargets,
} from '@shop-platform/backstage-plugin-chaos-common';
import { NodeFields, PodFields } from '../kubernetes/controllers/types';
import { Cache } from '../kubernetes/controllers/work/Cache';
import { forbidden } from '../kubernetes/model/ApiError';
import { Admission, AdmissionRequest } from '../kubernetes/registry/Admission';
import { placeOf } from './injectors/Injector';
import { FindContainer } from './injectors/PodInjector';

/** Faults that a program has to be told of by what is loaded into it. */
const IN_PROCESSES: ReadonlySet<string> = new Set([
  'DNSChaos',
  'TimeChaos',
  'IOChaos',
]);

export type PreloadAdmissionOptions = {
  pods: Cache<PodFields>;
  nodes: Cache<NodeFields>;
  findContainer: FindContainer;
};

/**
 * Refuses faults inside programs where none of those that the selector means
 * would notice. What does not run yet may; that is seen when it is hit.
 */
export class PreloadAdmission implements Admission {
  readonly #options: PreloadAdmissionOptions;
  #isStopped = false;

  constructor(options: PreloadAdmissionOptions) {
    this.#options = options;
  }

  validate({ operation, resource, object, name }: AdmissionRequest): void {
    if (
      this.#isStopped ||
      operation !== 'CREATE' ||
      !IN_PROCESSES.has(object?.kind ?? '')
    ) {
      return;
    }
    const experiment = experimentSchema.safeParse(object).data;
    if (!experiment) {
      return;
    }
    const ids = this.#candidates(experiment);
    if (ids.length > 0 && ids.every(id => this.#isDeaf(id))) {
      throw forbidden(
        resource,
        name,
        `spec.selector: none of these is a Node program, and the clock, the names and the files of any other program are the machine's, which others have too: ${ids.join(
          ', ',
        )}`,
      );
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** All that may be hit, whichever the mode picks. */
  #candidates(experiment: Experiment): string[] {
    const { pods, nodes } = this.#options;
    try {
      const all = experimentSchema.parse({
        ...experiment,
        spec: { ...experiment.spec, mode: 'all', value: undefined },
      });
      return selectTargets(all, {
        pods: pods.list(),
        nodes: nodes.list(),
      }).map(({ id }) => id);
    } catch (error) {
      if (error instanceof SelectionError) {
        // Which is told as Chaos Mesh does, once it begins.
        return [];
      }
      throw error;
    }
  }

  #isDeaf(id: string): boolean {
    const { namespace, pod, container } = placeOf({ id });
    return (
      this.#options.findContainer(namespace, pod, container)?.isNode === false
    );
  }
}
