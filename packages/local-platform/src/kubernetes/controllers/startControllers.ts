import type { Cluster } from '../Cluster';
import { AutoscalerController } from './autoscaler/AutoscalerController';
import { Context, Controller } from './Context';
import { CronJobController } from './cronjob/CronJobController';
import { DeploymentController } from './deployment/DeploymentController';
import { DisruptionBudgetController } from './disruption/DisruptionBudgetController';
import { EndpointSliceController } from './endpoints/EndpointSliceController';
import { EventExpiry } from './events/EventExpiry';
import { JobController } from './job/JobController';
import { NodeController } from './node/NodeController';
import { QuotaController } from './quota/QuotaController';
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
    JobController.start(context),
    CronJobController.start(context),
    EndpointSliceController.start(context),
    AutoscalerController.start(context),
    DisruptionBudgetController.start(context),
    QuotaController.start(context),
    NodeController.start(context),
    EventExpiry.start(context),
  ];
  return {
    stop: async () => {
      controllers.forEach(controller => controller.stop());
      context.stop();
    },
  };
}
