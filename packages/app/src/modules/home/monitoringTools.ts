import { type ConfigApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const toolsSchema = z.array(
  z.object({
    id: z.string().min(1),
    title: z.string().min(1),
    // Anything else, such as `javascript:`, has no place in a link.
    url: z.url({ protocol: /^https?$/ }),
    description: z.string().optional(),
  }),
);

/** A link to one of the monitoring tools. */
export type MonitoringTool = z.infer<typeof toolsSchema>[number];

/**
 * Reads the links under `portal.monitoring`.
 *
 * @throws ZodError that names what is wrong
 */
export function readMonitoringTools(config: ConfigApi): MonitoringTool[] {
  return toolsSchema.parse(config.getOptional('portal.monitoring') ?? []);
}
