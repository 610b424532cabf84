import { setImmediate } from 'node:timers/promises';
import {
  PAUSE_ANNOTATION,
  type ChaosStatus,
} from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import {
  type NodeFields,
  type PodFields,
} from '../../kubernetes/controllers/types';
import { TestClock } from '../../kubernetes/controllers/__testUtils__/TestClock';
import { type TestCluster } from '../../kubernetes/__testUtils__/testCluster';
import { FaultTable } from '../../network/faults/FaultTable';
import { ChaosMesh } from '../ChaosMesh';
import {
  NAMESPACES,
  NODES,
  type Random,
  type RandomCluster,
  type RandomExperiment,
} from './randomCluster';

const eventSchema = z.object({
  message: z.string(),
  involvedObject: z.object({ name: z.string() }),
});
type EventFields = z.infer<typeof eventSchema>;

/** What the controller took, or why it took nothing. */
export type Taken = {
  /** `namespace/pod`, each once. */
  main: string[];
  /** Those of the other side. */
  target: string[];
  /** What it said where it took none. */
  refusal?: string;
};

/** A cluster whose pods and nodes are exchanged, with the controller of Chaos Mesh in it. */
export class SelectionWorld {
  readonly #running: TestCluster;
  readonly #mesh: ChaosMesh;
  readonly #owners = new Map<string, string>();
  /** Why nothing was selected, by the names of experiments. */
  readonly #refusals = new Map<string, string>();
  readonly #stopWatching: () => void;
  #pods: RandomCluster['pods'] = [];

  constructor(running: TestCluster, random: Random) {
    const { cluster } = running;
    this.#running = running;
    const client = cluster.client('test');
    for (const name of NAMESPACES) {
      if (!client.resource('v1', 'namespaces').find('', name)) {
        client.resource('v1', 'namespaces').create('', { metadata: { name } });
      }
      const owner = client.resource('apps/v1', 'replicasets').create(name, {
        metadata: { name: 'owner' },
        spec: {
          replicas: 0,
          selector: { matchLabels: { owner: 'owner' } },
          template: {
            metadata: { labels: { owner: 'owner' } },
            spec: { containers: [{ name: 'app', image: 'none' }] },
          },
        },
      });
      this.#owners.set(name, owner.metadata.uid ?? '');
    }
    for (const name of NODES) {
      client.resource<NodeFields>('v1', 'nodes').create('', {
        metadata: { name },
      });
    }
    this.#stopWatching = client
      .resource<EventFields>('v1', 'events')
      .watch({}, event => {
        if (event.type === 'ADDED') {
          const { message, involvedObject } = eventSchema.parse(event.object);
          const [, reason] =
            /^Failed to select targets: (.*)$/.exec(message) ?? [];
          if (reason !== undefined) {
            this.#refusals.set(involvedObject.name, reason);
          }
        }
      });
    this.#mesh = ChaosMesh.start({
      cluster,
      faults: new FaultTable(),
      findContainer: () => undefined,
      machineBytes: 2 ** 30,
      clock: new TestClock(),
      random,
    });
  }

  /** Makes the cluster another one. */
  async become({ nodes, pods }: RandomCluster): Promise<void> {
    const client = this.#running.cluster.client('test');
    for (const { metadata } of this.#pods) {
      const { namespace, name } = metadata;
      this.#podClient.delete(namespace, name, { gracePeriodSeconds: 0 });
    }
    for (const [name, labels] of Object.entries(nodes)) {
      client
        .resource<NodeFields>('v1', 'nodes')
        .patch(
          '',
          name,
          [{ op: 'add', path: '/metadata/labels', value: labels }],
          { kind: 'json' },
        );
    }
    for (const { metadata, spec, isOwned, phase } of pods) {
      const { namespace, name } = metadata;
      this.#podClient.create(namespace, {
        metadata: {
          ...metadata,
          ...(isOwned && {
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'ReplicaSet',
                name: 'owner',
                uid: this.#owners.get(namespace) ?? '',
                controller: true,
              },
            ],
          }),
        },
        spec,
      });
      this.#podClient.updateStatus({
        metadata: { namespace, name },
        status: { phase },
      });
    }
    this.#pods = pods;
    await this.#settled();
  }

  /** Has the controller begin some experiments, and takes them away again. */
  async take(
    experiments: Record<string, RandomExperiment>,
  ): Promise<Map<string, Taken>> {
    const all = Object.entries(experiments);
    for (const [name, { plural, spec }] of all) {
      this.#objects(plural).create('shop', {
        // Its targets are selected, and nothing is done to them.
        metadata: { name, annotations: { [PAUSE_ANNOTATION]: 'true' } },
        spec,
      });
    }
    await this.#settled();
    const taken = all.map(([name, { plural }]) => {
      const { status } = this.#objects(plural).get('shop', name);
      return [name, this.#takenBy(name, status)] as const;
    });
    all.forEach(([name, { plural }]) =>
      this.#objects(plural).delete('shop', name),
    );
    await this.#settled();
    return new Map(taken);
  }

  #takenBy(name: string, status?: ChaosStatus): Taken {
    const records = status?.experiment?.containerRecords ?? [];
    const podsOf = (key: string) => [
      ...new Set(
        records
          .filter(({ selectorKey }) => selectorKey === key)
          // Without the container.
          .map(({ id }) => id.split('/').slice(0, 2).join('/')),
      ),
    ];
    const refusal = this.#refusals.get(name);
    return {
      main: podsOf('.').sort(),
      target: podsOf('.Target').sort(),
      ...(refusal === undefined ? {} : { refusal }),
    };
  }

  #objects(plural: string) {
    return this.#running.cluster
      .client('test')
      .resource<{ spec: object; status?: ChaosStatus }>(
        'chaos-mesh.org/v1alpha1',
        plural,
      );
  }

  stop(): void {
    this.#stopWatching();
    this.#mesh.stop();
  }

  get #podClient() {
    return this.#running.cluster
      .client('test')
      .resource<PodFields>('v1', 'pods');
  }

  /** The controller has done what there was to do. */
  async #settled(): Promise<void> {
    const { store } = this.#running.cluster.registry;
    let revision = -1;
    while (revision !== store.revision) {
      revision = store.revision;
      for (let turn = 0; turn < 4; turn += 1) {
        await setImmediate();
      }
    }
  }
}
