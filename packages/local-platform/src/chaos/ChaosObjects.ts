import {
  Experiment,
  ExperimentKind,
  experimentKinds,
  experimentSchema,
  CHAOS_API_VERSION,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Client, Found, ResourceClient } from '../kubernetes';
import { Cache } from '../kubernetes/controllers/work/Cache';

/** What all kinds of Chaos Mesh have; what is in them, their schemas tell. */
export type ChaosFields = { spec: object; status?: object };
export type StoredChaos = Found<ChaosFields>;

/** The objects of one kind, as several controllers see them. */
export type ChaosKind = {
  resource: ResourceClient<ChaosFields>;
  cache: Cache<ChaosFields>;
};

/** The kinds of experiments that happen here. */
export const INJECTED_KINDS = [
  'PodChaos',
  'NetworkChaos',
  'StressChaos',
  'HTTPChaos',
  'DNSChaos',
  'TimeChaos',
  'IOChaos',
] as const satisfies ExperimentKind[];

/** The plurals of what makes and holds experiments. */
const HOLDERS = {
  Schedule: 'schedules',
  Workflow: 'workflows',
  WorkflowNode: 'workflownodes',
  StatusCheck: 'statuschecks',
} as const;

export type KindName = (typeof INJECTED_KINDS)[number] | keyof typeof HOLDERS;

/** Everything of Chaos Mesh in a cluster, by its kind. */
export class ChaosObjects {
  readonly #kinds: ReadonlyMap<string, ChaosKind>;

  constructor(client: Client) {
    const plurals = [
      ...INJECTED_KINDS.map(
        kind => [kind, experimentKinds[kind].plural] as const,
      ),
      ...Object.entries(HOLDERS),
    ];
    this.#kinds = new Map(
      plurals.map(([kind, plural]) => {
        const resource = client.resource<ChaosFields>(
          CHAOS_API_VERSION,
          plural,
        );
        return [kind, { resource, cache: new Cache(resource) }];
      }),
    );
  }

  of(kind: KindName): ChaosKind {
    const found = this.find(kind);
    if (!found) {
      throw new Error(`there is no kind ${kind}`);
    }
    return found;
  }

  /** Undefined where a kind is none that happens here. */
  find(kind: string): ChaosKind | undefined {
    return this.#kinds.get(kind);
  }

  stop(): void {
    this.#kinds.forEach(({ cache }) => cache.stop());
  }
}

/** The experiment that an object is; undefined where it is another thing. */
export function readExperiment(object: StoredChaos): Experiment | undefined {
  return experimentSchema.safeParse(object).data;
}

/** By time of creation; those of one second as they came. */
export function byAge(objects: StoredChaos[]): StoredChaos[] {
  const age = ({ metadata }: StoredChaos) =>
    Date.parse(metadata.creationTimestamp ?? '');
  return [...objects].sort((a, b) => age(a) - age(b));
}
