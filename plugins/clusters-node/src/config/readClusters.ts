import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  googleServiceAccount,
  noCredential,
  serviceAccount,
  unsupported,
} from './credentials';
import { impersonationSchema, type Impersonation } from './impersonation';
import {
  type ClusterSettings,
  type ClustersSettings,
  type Credential,
} from './types';

const LOCATORS = 'kubernetes.clusterLocatorMethods';
const DEFAULT_TIMEOUT_MS = 3_000;
const LOCAL_PROXY_URL = 'http://127.0.0.1:8001';

const clusterSchema = z.looseObject({
  name: z.string().min(1),
  title: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }),
  authProvider: z.string().optional(),
  serviceAccountToken: z.string().optional(),
  caData: z.string().optional(),
  caFile: z.string().optional(),
  skipTLSVerify: z.boolean().default(false),
});

const locatorSchema = z.looseObject({
  type: z.string(),
  clusters: z.unknown().optional(),
});

const localProxy: ClusterSettings = {
  name: 'local',
  title: 'local',
  region: 'local',
  url: LOCAL_PROXY_URL,
  ca: undefined,
  skipTlsVerify: false,
  credential: noCredential,
};

const regionsSchema = z.record(z.string(), z.string().min(1));
const tokensSchema = z.record(z.string(), z.string().min(1));

/**
 * Reads the clusters that stand in the configuration of Backstage's Kubernetes
 * plugin, and their regions.
 *
 * @throws InputError that names every wrong key and never repeats a value
 */
export function readClusters(config: Config): ClustersSettings {
  const locators = parse(
    LOCATORS,
    z.array(locatorSchema),
    config.getOptional(LOCATORS) ?? [],
  );
  const regions = parse(
    'clusters.regions',
    regionsSchema,
    config.getOptional('clusters.regions') ?? {},
  );
  const tokens = parse(
    'clusters.tokens',
    tokensSchema,
    config.getOptional('clusters.tokens') ?? {},
  );
  const clusters = locators.flatMap(readLocator);
  refuseTwins(clusters);
  const impersonations = readImpersonations(config, clusters);
  return {
    clusters: clusters.map(cluster => {
      const impersonation = impersonations.get(cluster.name);
      return {
        ...cluster,
        region: regions[cluster.name] ?? cluster.region,
        credential: tokens[cluster.name]
          ? serviceAccount(tokens[cluster.name])
          : cluster.credential,
        ...(impersonation ? { impersonation } : {}),
      };
    }),
    timeoutMs: config.has('clusters.timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'clusters.timeout' }),
        )
      : DEFAULT_TIMEOUT_MS,
  };
}

/** By cluster. One that is misspelt would leave a cluster to the portal's own rights. */
function readImpersonations(
  config: Config,
  clusters: ClusterSettings[],
): Map<string, Impersonation> {
  const key = 'clusters.impersonation';
  const read = parse(key, impersonationSchema, config.getOptional(key) ?? []);
  const found = new Map<string, Impersonation>();
  read.forEach(({ cluster, ...impersonation }, index) => {
    if (!clusters.some(({ name }) => name === cluster) || found.has(cluster)) {
      throw new InputError(
        `Invalid configuration. ${key}.${index}.cluster: has to be one of the clusters, each once`,
      );
    }
    found.set(cluster, impersonation);
  });
  return found;
}

/** Clusters that other locators look up have no region here, and are not read. */
function readLocator(
  { type, clusters }: z.infer<typeof locatorSchema>,
  index: number,
): ClusterSettings[] {
  switch (type) {
    case 'config':
      return parse(
        `${LOCATORS}.${index}.clusters`,
        z.array(clusterSchema),
        clusters,
      ).map(toSettings);
    case 'localKubectlProxy':
      return [localProxy];
    default:
      return [];
  }
}

function parse<T>(key: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue =>
        `${[key, ...issue.path.map(String)].join('.')}: ${issue.message}`,
    );
    throw new InputError(`Invalid configuration. ${problems.join('; ')}`);
  }
  return parsed.data;
}

function toSettings(cluster: z.infer<typeof clusterSchema>): ClusterSettings {
  return {
    name: cluster.name,
    title: cluster.title ?? cluster.name,
    region: cluster.name,
    url: cluster.url,
    ca: readAuthority(cluster),
    skipTlsVerify: cluster.skipTLSVerify,
    credential: toCredential(cluster),
  };
}

function readAuthority({
  name,
  caData,
  caFile,
}: z.infer<typeof clusterSchema>): string | undefined {
  if (caData !== undefined) {
    return Buffer.from(caData, 'base64').toString('utf8');
  }
  try {
    return caFile === undefined ? undefined : readFileSync(caFile, 'utf8');
  } catch {
    throw new InputError(
      `Invalid configuration. ${LOCATORS}: the caFile of ${name} cannot be read`,
    );
  }
}

function toCredential({
  authProvider = 'serviceAccount',
  serviceAccountToken,
}: z.infer<typeof clusterSchema>): Credential {
  switch (authProvider) {
    case 'serviceAccount':
      return serviceAccount(serviceAccountToken);
    case 'googleServiceAccount':
      return googleServiceAccount();
    default:
      return unsupported(authProvider);
  }
}

function refuseTwins(clusters: ClusterSettings[]): void {
  const names = clusters.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) {
    throw new InputError(
      `Invalid configuration. ${LOCATORS}: two clusters are named ${twin}`,
    );
  }
}
