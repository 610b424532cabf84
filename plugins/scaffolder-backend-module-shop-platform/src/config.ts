import { type RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const KEY = 'templates.checks.maxProcesses';
const DEFAULT_PROCESSES = 2;

/** How many processes check at once what tasks have rendered. */
export function readMaxProcesses(config: RootConfigService): number {
  const processes = config.getOptionalNumber(KEY) ?? DEFAULT_PROCESSES;
  if (!Number.isInteger(processes) || processes < 1) {
    throw new InputError(
      `${KEY} has to be a whole number from 1 on, and not ${processes}`,
    );
  }
  return processes;
}
