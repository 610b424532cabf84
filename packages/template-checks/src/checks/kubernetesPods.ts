import { z } from 'zod';

/** What a pod cannot start without. */
export type PodReference = {
  kind:
    | 'ConfigMap'
    | 'PersistentVolumeClaim'
    | 'Secret'
    | 'SecretProviderClass'
    | 'ServiceAccount';
  name: string;
  /** What has to be in it, where the pod says so. */
  keys: readonly string[];
};

const named = z.looseObject({
  name: z.string(),
  optional: z.boolean().optional(),
});
const keyed = named.extend({ key: z.string() });
const items = z.array(z.looseObject({ key: z.string() })).default([]);

const containerSchema = z.looseObject({
  env: z
    .array(
      z.looseObject({
        valueFrom: z
          .looseObject({
            secretKeyRef: keyed.optional(),
            configMapKeyRef: keyed.optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  envFrom: z
    .array(
      z.looseObject({
        secretRef: named.optional(),
        configMapRef: named.optional(),
      }),
    )
    .default([]),
});

const volumeSchema = z.looseObject({
  configMap: named.extend({ items }).optional(),
  secret: z
    .looseObject({
      secretName: z.string(),
      optional: z.boolean().optional(),
      items,
    })
    .optional(),
  persistentVolumeClaim: z.looseObject({ claimName: z.string() }).optional(),
  projected: z
    .looseObject({
      sources: z.array(
        z.looseObject({
          configMap: named.extend({ items }).optional(),
          secret: named.extend({ items }).optional(),
        }),
      ),
    })
    .optional(),
  csi: z
    .looseObject({
      volumeAttributes: z.record(z.string(), z.string()).default({}),
      nodePublishSecretRef: named.optional(),
    })
    .optional(),
});

const podSchema = z.looseObject({
  serviceAccountName: z.string().optional(),
  imagePullSecrets: z.array(named).default([]),
  initContainers: z.array(containerSchema).default([]),
  containers: z.array(containerSchema).default([]),
  volumes: z.array(volumeSchema).default([]),
  // Of Prometheus and Alertmanager, whose operator mounts them.
  secrets: z.array(z.string()).default([]),
  configMaps: z.array(z.string()).default([]),
});

type Pod = z.infer<typeof podSchema>;

const template = z.looseObject({ spec: podSchema });
const templated = z.looseObject({ spec: z.looseObject({ template }) });

/** Where each kind has its pod. */
const PODS: Record<string, z.ZodType<Pod>> = {
  Alertmanager: template.transform(({ spec }) => spec),
  CronJob: z
    .looseObject({ spec: z.looseObject({ jobTemplate: templated }) })
    .transform(({ spec }) => spec.jobTemplate.spec.template.spec),
  DaemonSet: templated.transform(({ spec }) => spec.template.spec),
  Deployment: templated.transform(({ spec }) => spec.template.spec),
  Job: templated.transform(({ spec }) => spec.template.spec),
  Pod: template.transform(({ spec }) => spec),
  Prometheus: template.transform(({ spec }) => spec),
  ReplicaSet: templated.transform(({ spec }) => spec.template.spec),
  StatefulSet: templated.transform(({ spec }) => spec.template.spec),
};

/** What the pods of an object name and cannot do without; one that does not parse breaks its schema. */
export function podReferences(value: { kind: string }): PodReference[] {
  const pod = PODS[value.kind]?.safeParse(value).data;
  return pod
    ? [
        ...ofPod(pod),
        ...[...pod.initContainers, ...pod.containers].flatMap(ofContainer),
        ...pod.volumes.flatMap(ofVolume),
      ]
    : [];
}

function ofPod(pod: Pod): PodReference[] {
  return [
    ...(pod.serviceAccountName === undefined
      ? []
      : [needs('ServiceAccount', { name: pod.serviceAccountName })]),
    ...pod.imagePullSecrets.map(secret => needs('Secret', secret)),
    ...pod.secrets.map(name => needs('Secret', { name })),
    ...pod.configMaps.map(name => needs('ConfigMap', { name })),
  ].flat();
}

function ofContainer({
  env,
  envFrom,
}: z.infer<typeof containerSchema>): PodReference[] {
  return [
    ...env.flatMap(({ valueFrom }) => [
      needs('Secret', valueFrom?.secretKeyRef),
      needs('ConfigMap', valueFrom?.configMapKeyRef),
    ]),
    ...envFrom.flatMap(({ secretRef, configMapRef }) => [
      needs('Secret', secretRef),
      needs('ConfigMap', configMapRef),
    ]),
  ].flat();
}

function ofVolume(volume: z.infer<typeof volumeSchema>): PodReference[] {
  const { secret, persistentVolumeClaim: claim, csi } = volume;
  const provider = csi?.volumeAttributes.secretProviderClass;
  return [
    needs('ConfigMap', volume.configMap),
    needs('Secret', secret && { ...secret, name: secret.secretName }),
    needs('PersistentVolumeClaim', claim && { name: claim.claimName }),
    ...(volume.projected?.sources ?? []).flatMap(source => [
      needs('ConfigMap', source.configMap),
      needs('Secret', source.secret),
    ]),
    needs('SecretProviderClass', provider ? { name: provider } : undefined),
    needs('Secret', csi?.nodePublishSecretRef),
  ].flat();
}

function needs(
  kind: PodReference['kind'],
  source?: {
    name: string;
    optional?: boolean;
    key?: string;
    items?: { key: string }[];
  },
): PodReference[] {
  if (!source || source.optional) {
    return [];
  }
  const { name, key, items: mounted = [] } = source;
  const keys = [...(key ? [key] : []), ...mounted.map(item => item.key)];
  return [{ kind, name, keys }];
}
