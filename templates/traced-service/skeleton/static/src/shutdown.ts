import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Logger } from './logger.ts';
import type { Service } from './service.ts';
import type { Telemetry } from './tracing/telemetry.ts';

export interface StopOptions {
  service: Service;
  telemetry: Telemetry;
  logger: Logger;
  shutdown: Config['shutdown'];
}

/**
 * On SIGTERM and SIGINT: reads as not ready, waits until the load balancers
 * know, answers what is under way, closes the connections, sends the last
 * spans. What takes longer than the limit is cut off with exit code 1.
 */
export function stopOnSignal(options: StopOptions): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!stopping) {
        stopping = true;
        options.logger.info({ signal }, 'Stopping');
        void stop(options);
      }
    });
  }
}

async function stop({ service, telemetry, logger, shutdown }: StopOptions) {
  setTimeout(() => {
    logger.error(`Not stopped within ${shutdown.timeoutMs} ms; giving up`);
    process.exit(1);
  }, shutdown.timeoutMs).unref();

  let exitCode = 0;
  try {
    service.drain();
    await delay(shutdown.drainMs);
    await service.stop();
  } catch (error) {
    logger.error(error, 'Stopping failed');
    exitCode = 1;
  }
  await telemetry.shutdown();
  process.exit(exitCode);
}
