import { RandomInteger } from '@shop-platform/backstage-plugin-chaos-common';
import { Cluster } from '../kubernetes';
import { Clock, EventRecorder, systemClock } from '../kubernetes/controllers';
import { NodeFields, PodFields } from '../kubernetes/controllers/types';
import { Cache } from '../kubernetes/controllers/work/Cache';
import { FaultTable } from '../network/faults/FaultTable';
import { ChaosAdmission } from './ChaosAdmission';
import { ChaosController } from './ChaosController';
import { NetworkInjector } from './injectors/NetworkInjector';
import { FindContainer, PodInjector } from './injectors/PodInjector';
import { StressInjector } from './injectors/StressInjector';
import { installDefinitions } from './installDefinitions';

export type ChaosMeshOptions = {
  cluster: Cluster;
  /** The faults that the network of the cluster asks. */
  faults: FaultTable;
  findContainer: FindContainer;
  /** The memory of a node. */
  machineBytes: number;
  clock?: Clock;
  random?: RandomInteger;
  log?(line: string): void;
};

/** Chaos Mesh for an embedded cluster: its controllers, over processes and their traffic. */
export class ChaosMesh {
  readonly #stops: (() => void)[];

  private constructor(stops: (() => void)[]) {
    this.#stops = stops;
  }

  /** Serves the kinds of Chaos Mesh, with what its webhook checks; nothing happens yet. */
  static install(
    cluster: Cluster,
    log: (message: string) => void = () => {},
  ): void {
    cluster.registry.addAdmission(new ChaosAdmission());
    installDefinitions(cluster, log);
  }

  /** Makes experiments happen in a cluster in which it is installed. */
  static start(options: ChaosMeshOptions): ChaosMesh {
    const { cluster, faults, findContainer, machineBytes, random } = options;
    const { clock = systemClock, log = () => {} } = options;
    const client = cluster.client('chaos-controller-manager');
    const pods = new Cache(client.resource<PodFields>('v1', 'pods'));
    const nodes = new Cache(client.resource<NodeFields>('v1', 'nodes'));
    const events = new EventRecorder(client, 'chaos-controller-manager', clock);
    const common = { client, clock, pods, nodes, events, random, log };
    const controllers = [
      ChaosController.start({
        ...common,
        kind: 'PodChaos',
        injector: new PodInjector(client, findContainer),
      }),
      ChaosController.start({
        ...common,
        kind: 'NetworkChaos',
        injector: new NetworkInjector(client, faults),
      }),
      ChaosController.start({
        ...common,
        kind: 'StressChaos',
        injector: new StressInjector(findContainer, machineBytes),
      }),
    ];
    return new ChaosMesh([
      ...controllers.map(each => () => each.stop()),
      () => pods.stop(),
      () => nodes.stop(),
    ]);
  }

  /** Stops caring; what the objects say is taken up again at the next start. */
  stop(): void {
    this.#stops.forEach(stop => stop());
  }
}
