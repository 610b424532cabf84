import {
  type LifecycleService,
  type LoggerService,
  type SchedulerService,
  type SchedulerServiceTaskFunction,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type Chaos } from '../assembleChaos';

export type TasksOptions = {
  chaos: Chaos;
  clusters: ClustersService;
  lifecycle: LifecycleService;
  logger: Pick<LoggerService, 'warn'>;
  scheduler: SchedulerService;
};

/**
 * Has done what has to happen though nobody asks. What looks after runs are tasks of
 * each replica that take turns, so that one that dies in the middle holds up nothing.
 */
export async function scheduleTasks(options: TasksOptions): Promise<void> {
  const { chaos, clusters, lifecycle, logger, scheduler } = options;
  const { watchdog, turns } = chaos;
  const stopping = new AbortController();
  const firstLooks: Promise<void>[] = [];
  lifecycle.addShutdownHook(async () => {
    stopping.abort();
    await chaos.stop();
    await turns.end();
    // The database is there until then.
    await Promise.all(firstLooks);
  });
  const scheduleLocal = (
    id: string,
    seconds: number,
    work: (signal: AbortSignal) => Promise<void>,
  ) => {
    const fn: SchedulerServiceTaskFunction = async signal => {
      try {
        await work(signal);
      } catch (error) {
        // The scheduler itself logs nothing of a task of one replica.
        if (!stopping.signal.aborted) {
          logger.warn(`${id} failed; it is tried again`, toError(error));
        }
        throw error;
      }
    };
    return scheduler.scheduleTask({
      id,
      scope: 'local',
      frequency: { seconds },
      timeout: { minutes: 1 },
      fn,
    });
  };
  const takeTurns = (
    id: string,
    look: (signal: AbortSignal) => Promise<void>,
  ) => scheduleLocal(id, 5, signal => turns.take(id, signal, look));
  await takeTurns('chaos-watchdog', signal => watchdog.look(signal));
  // One for each: none waits for another that does not answer.
  for (const { name } of clusters.list()) {
    await takeTurns(`chaos-watchdog-${name}`, signal =>
      watchdog.lookAt(name, signal),
    );
    firstLooks.push(watchdog.lookAtFirst(name, stopping.signal));
  }
  // It may wait for a cluster.
  await takeTurns('chaos-approvals', signal => chaos.endings.expire(signal));
  await takeTurns('chaos-checks', signal => chaos.checks.look(signal));
  await takeTurns('chaos-traffic', signal => chaos.trafficWatch.look(signal));
  // The rows that are told have locks of their own, which nobody holds who died.
  await scheduleLocal('chaos-notices', 10, signal =>
    chaos.outbox.empty(signal),
  );
  await scheduler.scheduleTask({
    id: 'chaos-game-days',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    fn: signal => chaos.gameDays.remind(signal),
  });
}
