import { z } from 'zod';

const address = z.object({ host: z.string(), port: z.number().int() });

const clusterSchema = z.object({
  name: z.string(),
  region: z.string(),
  zone: z.string(),
  port: z.number().int(),
  /** A port of this machine that leads to the region's gateway. */
  gatewayPort: z.number().int(),
});

const serviceSchema = z.object({
  name: z.string(),
  /** The folder with its kustomization. */
  manifests: z.string(),
  /** Which image it runs. */
  digest: z.string(),
  /** How many pods each cluster has at least, by its name. */
  replicas: z.record(z.string(), z.number().int().min(1)),
});

/** A port of this machine that leads to a Service, as `kubectl port-forward` does. */
const forwardSchema = z.object({
  port: z.number().int(),
  namespace: z.string(),
  service: z.string(),
  servicePort: z.number().int(),
  /** Where the Service is looked for, in this order. */
  clusters: z.array(z.string()).min(1),
});

/** What the process of the clusters is given. */
export const clustersOptionsSchema = z.object({
  /** What the clusters keep lies here. */
  folder: z.string(),
  imagesFolder: z.string(),
  /** Where a kubeconfig with all clusters is written. */
  kubeconfigFile: z.string(),
  clusters: z.array(clusterSchema),
  /** Of the portal: to look, and to deploy. */
  tokens: z.object({ viewer: z.string(), deployer: z.string() }),
  services: z.array(serviceSchema),
  /** The folder with what keeps experiments in bounds, and with the lever. */
  chaosSuite: z.string(),
  forwards: z.array(forwardSchema),
  /** Servers outside the clusters, by the name of their Service in `shop`, `redis:6379`. */
  hosts: z.record(z.string(), address),
  collector: address.extend({ token: z.string() }),
  secrets: z.object({
    /** The shop's database as its owner. */
    databaseUrl: z.string(),
    /** What the passwords of the services are derived from. */
    seed: z.string(),
    redisUrl: z.string(),
    /** Known secrets, by the key under which a Secret has them. */
    values: z.record(z.string(), z.string()),
  }),
});

export type ClustersOptions = z.infer<typeof clustersOptionsSchema>;
export type ClusterPlan = z.infer<typeof clusterSchema>;
export type Forward = z.infer<typeof forwardSchema>;
