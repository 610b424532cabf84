import { type Entity } from '@backstage/catalog-model';
import { z } from 'zod';

/** What a portal of its own process is told. */
export const portalOptionsSchema = z.strictObject({
  /** Of the database. */
  schema: z.string(),
  clusters: z.array(z.strictObject({ name: z.string(), url: z.string() })),
  /** Where the traces back end is. */
  traces: z.string(),
  chaos: z.record(z.string(), z.json()),
  /** Tasks are done when Backstage's own scheduler does them, and not all the time. */
  isScheduled: z.boolean().optional(),
  entities: z.array(
    z.custom<Entity>(value => typeof value === 'object' && value !== null),
  ),
});

export type PortalOptions = z.infer<typeof portalOptionsSchema>;
