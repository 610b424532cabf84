import {
  type AuditorService,
  type AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/**
 * Records work with its outcome, exactly one, whatever happens.
 *
 * @public
 */
export async function audited<T>(
  auditor: AuditorService,
  event: Omit<AuditorServiceCreateEventOptions, 'severityLevel'>,
  work: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent({ ...event, severityLevel: 'low' });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
  await record.success();
  return result;
}
