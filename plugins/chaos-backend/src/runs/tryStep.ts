import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/** One thing that fails must not keep the others from being looked after. */
export async function tryStep(
  logger: Pick<LoggerService, 'warn'>,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.warn(
      `The watchdog could not ${what}; it tries again`,
      toError(error),
    );
  }
}
