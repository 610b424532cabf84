import {
  type LifecycleService,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { type ClustersService } from '@shop-platform/backstage-plugin-clusters-node';
import { type Chaos } from '../assembleChaos';

export type TasksOptions = {
  chaos: Chaos;
  clusters: ClustersService;
  lifecycle: LifecycleService;
  scheduler: SchedulerService;
};

/**
 * Has done what has to happen though nobody asks. What looks after runs are tasks of
 * each replica that take turns, so that one that dies in the middle holds up nothing.
 */
export async function scheduleTasks(options: TasksOptions): Promise<void> {
  const { chaos, clusters, lifecycle, scheduler } = options;
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
  const takeTurns = (
    id: string,
    look: (signal: AbortSignal) => Promise<void>,
  ) =>
    scheduler.scheduleTask({
      id,
      scope: 'local',
      frequency: { seconds: 5 },
      timeout: { minutes: 1 },
      fn: signal => turns.take(id, signal, look),
    });
  await takeTurns('chaos-watchdog', signal => watchdog.look(signal));
  // One for each: none waits for another that does not answer.
  for (const { name } of clusters.list()) {
    await takeTurns(`chaos-watchdog-${name}`, signal =>
      watchdog.lookAt(name, signal),
    );
    firstLooks.push(watchdog.lookAtFirst(name, stopping.signal));
  }
  await takeTurns('chaos-checks', signal => chaos.checks.look(signal));
  await takeTurns('chaos-traffic', signal => chaos.trafficWatch.look(signal));
  await scheduler.scheduleTask({
    id: 'chaos-notices',
    // The rows that are told have locks of their own, which nobody holds who died.
    scope: 'local',
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
    fn: signal => chaos.outbox.empty(signal),
  });
  await scheduler.scheduleTask({
    id: 'chaos-game-days',
    frequency: { minutes: 1 },
    timeout: { minutes: 1 },
    fn: signal => chaos.gameDays.remind(signal),
  });
}
