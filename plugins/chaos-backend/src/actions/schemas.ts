import { type ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';

/** The zod that the actions registry hands to schemas. */
type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];

export const experimentInput = (z: Zod) =>
  z.object({
    cluster: z.string().min(1).max(128).describe('The name of a cluster'),
    manifest: z
      .string()
      .min(1)
      .max(65_536)
      .describe('One experiment of Chaos Mesh, as YAML'),
  });

export const startInput = (z: Zod) =>
  experimentInput(z).extend({
    confirmation: z
      .string()
      .max(253)
      .describe(
        'The namespace that is hit, as the person who asks for it has confirmed it',
      ),
  });

export const runInput = (z: Zod) =>
  z.object({ id: z.string().uuid().describe('The id of a run') });

export const preflightOutput = (z: Zod) =>
  z.object({
    mayStart: z.boolean().describe('Whether every rule holds'),
    findings: z
      .array(
        z.object({
          rule: z.string().describe('The rule'),
          ok: z.boolean().describe('Whether it holds'),
          message: z.string().describe('What was found, and what to change'),
          path: z.string().optional().describe('Where in the manifest'),
        }),
      )
      .describe('What each rule says'),
    targets: z.array(z.string()).describe('The pods that may be hit'),
    components: z
      .array(
        z.object({
          entity: z.string().describe('The component'),
          owners: z
            .array(z.string())
            .describe('Whose it is; empty where the catalog names nobody'),
        }),
      )
      .describe('The components of these pods'),
    dependents: z
      .array(
        z.object({
          name: z
            .string()
            .describe(
              'The component, or the service where the catalog does not know it',
            ),
          owners: z
            .array(z.string())
            .optional()
            .describe(
              'Whose it is; empty where the catalog names nobody, absent where it does not know it',
            ),
        }),
      )
      .describe('What depends on what is hit, nearest first'),
    unreadCallers: z
      .array(z.string())
      .optional()
      .describe(
        'Why the traces do not tell all of these: more may depend on it',
      ),
    namespace: z.string().optional().describe('What has to be confirmed'),
  });

export const runOutput = (z: Zod) =>
  z.object({
    id: z.string().describe('The id of the run'),
    cluster: z.string().describe('Where it runs'),
    kind: z.string().describe('The kind of experiment'),
    name: z.string().describe('The name of its object'),
    namespace: z.string().describe('The namespace of its object'),
    state: z.string().describe("How far it is; 'not-recovered' needs a person"),
    startedBy: z.string().optional().describe('Absent: outside the portal'),
    startedAt: z.string().describe('When it started'),
    endedAt: z.string().optional().describe('When its faults were off'),
    haltedBy: z.string().optional().describe('Who halted it'),
    message: z.string().optional().describe('What is wrong with it'),
    url: z.string().describe('The run in the portal'),
  });

export const verdictOutput = (z: Zod) =>
  runOutput(z).extend({
    targets: z.array(z.string()).describe('The pods that were hit'),
    verdict: z
      .object({
        outcome: z
          .enum(['passed', 'failed', 'inconclusive'])
          .describe('Whether the platform held'),
        reason: z.string().describe('Why'),
        timeToDetectMs: z
          .number()
          .optional()
          .describe(
            'Milliseconds from when every fault was on to the first sample past its limit; absent where none was, or nobody knows',
          ),
        timeToRecoverMs: z
          .number()
          .optional()
          .describe(
            'Milliseconds from when the faults began to be taken back until all was within its limits again, to stay; absent where it is not known',
          ),
        requestsLost: z
          .number()
          .optional()
          .describe(
            'Failed requests of what was hit beyond those that would have failed without the fault; absent where it is not known',
          ),
        checks: z
          .array(
            z.object({
              service: z.string().describe('The service in traces'),
              role: z.string().describe('Whether it was hit, or calls it'),
              scope: z
                .string()
                .optional()
                .describe(
                  "Where its requests were counted: 'region' is that of its cluster, all else is all regions together",
                ),
              measure: z.string().describe('What was measured'),
              unit: z.string().describe('Its unit'),
              limit: z.number().describe('Up to here it has held'),
              before: z.number().optional().describe('Before the fault'),
              during: z.number().optional().describe('While it was on'),
              after: z.number().optional().describe('After it'),
              ok: z.boolean().describe('Whether it held'),
            }),
          )
          .describe('The numbers'),
      })
      .optional()
      .describe('Absent until about a minute after the end'),
  });
