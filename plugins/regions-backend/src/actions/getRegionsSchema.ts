import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';

/** The zod that the actions registry hands to schemas. */
type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

export const getRegionsInput = (z: Zod) =>
  z.object({
    region: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('The name of one region, such as europe-west1. Default: all.'),
  });

const level = (z: Zod) => z.enum(['healthy', 'degraded', 'down', 'unknown']);

export const getRegionsOutput = (z: Zod) =>
  z.object({
    regions: z.array(
      z.object({
        name: z.string().describe('The name of the region'),
        title: z.string().describe('What people call it'),
        role: z
          .enum(['primary', 'secondary'])
          .optional()
          .describe('Its role in the configuration'),
        level: level(z).describe('How it is'),
        since: z.string().describe('When this level was first found'),
        findings: z
          .array(
            z.object({
              rule: z.string().describe('The rule that found it'),
              level: level(z).describe('How bad it is'),
              text: z.string().describe('What was found'),
            }),
          )
          .describe('What the rules found; the first one made the level'),
        pods: z
          .object({
            ready: z.number().describe('Pods that are ready'),
            desired: z.number().describe('Pods that there should be'),
            restartsLastHour: z
              .number()
              .describe('Restarts of containers in the last hour'),
          })
          .optional()
          .describe('Of all clusters; absent when some are not heard'),
        gateway: z
          .object({
            ok: z.boolean().describe('Whether it serves'),
            latencyMs: z.number().describe('How long its answer took'),
            answer: z.string().describe('What it answered'),
          })
          .optional()
          .describe('What came of asking the gateway'),
        traffic: z
          .object({
            windowSeconds: z.number().describe('Of how many seconds'),
            requests: z.number().describe('Requests that were answered'),
            errors: z.number().describe('Those of them that failed'),
            errorRate: z.number().optional().describe('Errors by requests'),
            p95Ms: z
              .number()
              .optional()
              .describe('95 % of requests took no longer'),
          })
          .optional()
          .describe('Requests, by the spans of the services in the region'),
        database: z
          .object({
            role: z
              .enum(['primary', 'replica'])
              .describe('What the database is now'),
            replicas: z
              .number()
              .optional()
              .describe('How many replicas receive from this primary'),
            receiving: z
              .boolean()
              .optional()
              .describe('Whether this replica hears its primary'),
            lagSeconds: z
              .number()
              .optional()
              .describe('How far this replica is behind'),
          })
          .optional()
          .describe('The database of the region'),
        silent: z
          .array(z.string())
          .describe('Clusters that are not heard, since when, and why'),
        url: z.string().describe('The region in the portal'),
      }),
    ),
  });
