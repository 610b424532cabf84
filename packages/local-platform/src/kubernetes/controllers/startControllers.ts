import type { Cluster } from '../Cluster';
import { Context, Controller } from './Context';
import { DeploymentController } from './deployment/DeploymentController';
import { EndpointSliceController } from './endpoints/EndpointSliceController';
import { ReplicaSetController } from './replicaset/ReplicaSetController';
import { Scheduler } from './scheduler/Scheduler';
import { Clock, systemClock } from './work/Clock';

export type ControllersOptions = {
  log?: (line: string) => void;
  clock?: Clock;
};

export type Controllers = { stop(): Promise<void> };

/** Starts what makes a cluster do what its objects say. */
export function startControllers(
  cluster: Cluster,
  { log = () => {}, clock = systemClock }: ControllersOptions = {},
): Controllers {
  const context = new Context(cluster, clock, log);
  const controllers: Controller[] = [
    Scheduler.start(context),
    DeploymentController.start(context),
    ReplicaSetController.start(context),
    EndpointSliceController.start(context),
  ];
  return {
    stop: async () => {
      controllers.forEach(controller => controller.stop());
      context.stop();
    },
  };
}
