import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const envSchema = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional(),
      fieldRef: z.object({ fieldPath: z.string() }).optional(),
    })
    .optional(),
});

const probeSchema = z.object({
  httpGet: z.object({ path: z.string() }),
  periodSeconds: z.number().default(10),
  failureThreshold: z.number().default(3),
});

const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.number().default(30),
        containers: z.tuple([
          z.object({
            env: z.array(envSchema).default([]),
            resources: z.object({
              limits: z.object({ memory: z.string() }),
            }),
            startupProbe: probeSchema,
            livenessProbe: probeSchema,
            readinessProbe: probeSchema,
          }),
        ]),
      }),
    }),
  }),
});

export type EnvVariable = z.infer<typeof envSchema>;

/** What a service's Deployment says of how its process is run. */
export type Deployment = {
  name: string;
  env: EnvVariable[];
  memoryLimitMib: number;
  /** How long it may take to answer at all. */
  startTimeoutMs: number;
  /** How long it may take to end. */
  stopTimeoutMs: number;
  livenessPath: string;
  readinessPath: string;
};

/** Reads a `deployment.yaml` as the traced-service template renders it. */
export async function readDeployment(file: string): Promise<Deployment> {
  const documents = parseAllDocuments(await readFile(file, 'utf8'));
  const result = z
    .array(deploymentSchema)
    .length(1)
    .safeParse(documents.map((document): unknown => document.toJS()));
  if (!result.success) {
    throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  }
  const [{ metadata, spec }] = result.data;
  const pod = spec.template.spec;
  const [container] = pod.containers;
  const { startupProbe } = container;
  return {
    name: metadata.name,
    env: container.env,
    memoryLimitMib: toMebibytes(container.resources.limits.memory),
    startTimeoutMs:
      startupProbe.periodSeconds * startupProbe.failureThreshold * 1_000,
    stopTimeoutMs: pod.terminationGracePeriodSeconds * 1_000,
    livenessPath: container.livenessProbe.httpGet.path,
    readinessPath: container.readinessProbe.httpGet.path,
  };
}

/** Of a Kubernetes quantity in the units that people give memory in. */
function toMebibytes(quantity: string): number {
  const [, amount, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (!amount) {
    throw new Error(
      `The memory limit ${quantity} is not understood; write it in Mi or Gi`,
    );
  }
  return Number(amount) * (unit === 'Gi' ? 1024 : 1);
}
