import { type ChaosFinding } from '@shop-platform/backstage-plugin-chaos-common';
import { z } from 'zod';
import { type PolicySettings } from '../config';
import { type Task } from '../manifest/partsOf';

/** What only takes rights away from a container. */
const securityContextSchema = z.strictObject({
  privileged: z.literal(false).optional(),
  allowPrivilegeEscalation: z.literal(false).optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  runAsNonRoot: z.literal(true).optional(),
  runAsUser: z.number().int().positive().optional(),
  runAsGroup: z.number().int().positive().optional(),
  capabilities: z.strictObject({ drop: z.array(z.string()) }).optional(),
  seccompProfile: z
    .strictObject({ type: z.literal('RuntimeDefault') })
    .optional(),
});

/**
 * All that a task may have. Labels are not among it: by them its pod would get
 * the requests of a Service. Neither is anything that reads what the writer may
 * not, such as Secrets.
 */
const taskSchema = z.strictObject({
  container: z.strictObject({
    name: z.string(),
    image: z.string(),
    imagePullPolicy: z.string().optional(),
    command: z.array(z.string()).optional(),
    args: z.array(z.string()).optional(),
    workingDir: z.string().optional(),
    env: z
      .array(z.strictObject({ name: z.string(), value: z.string().optional() }))
      .optional(),
    resources: z
      .strictObject({
        limits: z.record(z.string(), z.union([z.string(), z.number()])),
        requests: z.record(z.string(), z.union([z.string(), z.number()])),
      })
      .partial()
      .optional(),
    volumeMounts: z
      .array(
        z.strictObject({
          name: z.string(),
          mountPath: z.string(),
          readOnly: z.boolean().optional(),
        }),
      )
      .optional(),
    securityContext: securityContextSchema.optional(),
  }),
  volumes: z
    .array(
      z.strictObject({
        name: z.string(),
        emptyDir: z.strictObject({
          medium: z.string().optional(),
          sizeLimit: z.union([z.string(), z.number()]).optional(),
        }),
      }),
    )
    .nullish(),
});

/**
 * Whether a task of a Workflow may run: it is a container of anyone's choice, so
 * it takes an image that is named, and may be nothing but a plain container.
 */
export function checkTask(
  { spec, path, deadlineMs }: Task,
  namespace: string,
  policy: Pick<PolicySettings, 'taskImages' | 'namespaces' | 'maxDurationMs'>,
): ChaosFinding[] {
  const refuse = (message: string, at: string): ChaosFinding => ({
    rule: 'task',
    ok: false,
    path: at,
    message,
  });
  const { taskImages, namespaces, maxDurationMs } = policy;
  const parsed = taskSchema.safeParse(spec);
  const image = parsed.data?.container.image;
  const findings = [
    ...placesOf(parsed.error).map(place =>
      refuse(
        'A task that is made here has a container with name, image, command, arguments, plain values in env, resources and emptyDirs, without more rights than others: take this out',
        `${path}.${place}`,
      ),
    ),
    ...(image === undefined || taskImages.some(each => allows(each, image))
      ? []
      : [
          refuse(
            taskImages.length === 0
              ? 'No image may be run by tasks: name some under chaos.policy.taskImages'
              : `${image} may not be run by tasks; allowed are ${taskImages.join(
                  ', ',
                )} (chaos.policy.taskImages)`,
            `${path}.container.image`,
          ),
        ]),
    ...(namespaces.includes(namespace)
      ? []
      : [
          refuse(
            `${namespace} is protected; tasks may run in ${
              namespaces.join(', ') || 'no namespace'
            } (chaos.policy.namespaces)`,
            'metadata.namespace',
          ),
        ]),
    ...(deadlineMs <= maxDurationMs
      ? []
      : [
          refuse(
            `The deadline is longer than ${
              maxDurationMs / 1000
            } s (chaos.policy.maxDuration)`,
            path.replace(/task$/, 'deadline'),
          ),
        ]),
  ];
  return findings.length > 0
    ? findings
    : [{ rule: 'task', ok: true, message: `${image} may be run by tasks` }];
}

/** Where something stands that may not; a key that is too much counts itself. */
function placesOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).flatMap(issue => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const place = issue.path.map(String);
    return keys.length > 0
      ? keys.map(key => [...place, key].join('.'))
      : [place.join('.')];
  });
}

function allows(allowed: string, image: string): boolean {
  return allowed.endsWith('*')
    ? image.startsWith(allowed.slice(0, -1))
    : image === allowed;
}
