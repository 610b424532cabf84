import { RandomInteger } from '@shop-platform/backstage-plugin-chaos-common';
import { Cluster } from '../kubernetes';
import { Clock, EventRecorder, systemClock } from '../kubernetes/controllers';
import { NodeFields, PodFields } from '../kubernetes/controllers/types';
import { Cache } from '../kubernetes/controllers/work/Cache';
import { FaultTable } from '../network/faults/FaultTable';
import { ChaosAdmission } from './ChaosAdmission';
import { ChaosController } from './ChaosController';
import { ChaosObjects, INJECTED_KINDS } from './ChaosObjects';
import { httpRules } from './injectors/httpRules';
import { networkRules } from './injectors/networkRules';
import { FindContainer, PodInjector } from './injectors/PodInjector';
import { ProcessInjector } from './injectors/ProcessInjector';
import { StressInjector } from './injectors/StressInjector';
import { TrafficInjector } from './injectors/TrafficInjector';
import { installDefinitions } from './installDefinitions';
import { PreloadAdmission } from './PreloadAdmission';
import { ScheduleController } from './schedule/ScheduleController';
import { ClusterProbe } from './statusCheck/ClusterProbe';
import {
  Probe,
  StatusCheckController,
} from './statusCheck/StatusCheckController';
import { NodeController } from './workflow/NodeController';
import { readWholeLog } from './workflow/readWholeLog';
import { WorkflowController } from './workflow/WorkflowController';

export type ChaosMeshOptions = {
  cluster: Cluster;
  /** The faults that the network of the cluster asks. */
  faults: FaultTable;
  findContainer: FindContainer;
  /** The memory of a node. */
  machineBytes: number;
  clock?: Clock;
  random?: RandomInteger;
  /** Makes the requests of StatusChecks; by default to where they lead. */
  probe?: Probe;
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
    const podClient = client.resource<PodFields>('v1', 'pods');
    const pods = new Cache(podClient);
    const nodes = new Cache(client.resource<NodeFields>('v1', 'nodes'));
    const events = new EventRecorder(client, 'chaos-controller-manager', clock);
    const objects = new ChaosObjects(client);
    const requests = new ClusterProbe(client);
    const preloads = new PreloadAdmission({ pods, nodes, findContainer });
    cluster.registry.addAdmission(preloads);
    const inProcesses = new ProcessInjector(
      client,
      findContainer,
      faults.processes,
    );
    const injectors = {
      PodChaos: new PodInjector(client, findContainer),
      NetworkChaos: new TrafficInjector(client, {
        faults,
        rulesOf: (experiment, records) =>
          experiment.kind === 'NetworkChaos'
            ? networkRules(experiment, records)
            : [],
      }),
      StressChaos: new StressInjector(findContainer, machineBytes),
      DNSChaos: inProcesses,
      TimeChaos: inProcesses,
      IOChaos: inProcesses,
      HTTPChaos: new TrafficInjector(client, {
        faults: faults.http,
        rulesOf: (experiment, records) =>
          experiment.kind === 'HTTPChaos' ? httpRules(experiment, records) : [],
      }),
    };
    const controllers = [
      ...INJECTED_KINDS.map(kind =>
        ChaosController.start({
          kind,
          objects: objects.of(kind),
          injector: injectors[kind],
          ...{ clock, pods, nodes, events, random, log },
        }),
      ),
      ScheduleController.start({ objects, clock, events, log }),
      WorkflowController.start({ objects, clock, events, log }),
      NodeController.start({
        objects,
        pods: {
          resource: podClient,
          cache: pods,
          readLog: (...which) => readWholeLog(cluster.runtime, ...which),
        },
        ...{ clock, events, log },
      }),
      StatusCheckController.start({
        objects: objects.of('StatusCheck'),
        probe: options.probe ?? (request => requests.probe(request)),
        ...{ clock, events, log },
      }),
    ];
    return new ChaosMesh([
      () => preloads.stop(),
      ...controllers.map(each => () => each.stop()),
      () => objects.stop(),
      () => void requests.stop(),
      () => pods.stop(),
      () => nodes.stop(),
    ]);
  }

  /** Stops caring; what the objects say is taken up again at the next start. */
  stop(): void {
    this.#stops.forEach(stop => stop());
  }
}
