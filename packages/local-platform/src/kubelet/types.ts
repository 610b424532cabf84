import { Found } from '../kubernetes';
import { Image } from '../images/ImageStore';

/** Where images come from. */
export interface ImageSource {
  /** By the name that a manifest gives it; undefined where there is none. */
  find(reference: string): Promise<{ image: Image; files: string } | undefined>;
}

export type FoundImage = { image: Image; files: string };

type KeyRef = { name: string; key: string; optional?: boolean };
type SourceRef = { name: string; optional?: boolean };

export type EnvVariable = {
  name: string;
  value?: string;
  valueFrom?: {
    configMapKeyRef?: KeyRef;
    secretKeyRef?: KeyRef;
    fieldRef?: { fieldPath: string };
    resourceFieldRef?: {
      resource: string;
      containerName?: string;
      divisor?: string;
    };
  };
};

export type EnvSource = {
  prefix?: string;
  configMapRef?: SourceRef;
  secretRef?: SourceRef;
};

export type HttpGet = {
  path?: string;
  port: number | string;
  host?: string;
  scheme?: string;
  httpHeaders?: { name: string; value: string }[];
};

export type Handler = {
  httpGet?: HttpGet;
  tcpSocket?: { port: number | string; host?: string };
  exec?: { command?: string[] };
  grpc?: object;
  sleep?: { seconds: number };
};

export type Probe = Handler & {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
};

export type Container = {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  workingDir?: string;
  ports?: { name?: string; containerPort: number }[];
  env?: EnvVariable[];
  envFrom?: EnvSource[];
  resources?: {
    limits?: Record<string, string>;
    requests?: Record<string, string>;
  };
  volumeMounts?: { name: string; mountPath: string }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { postStart?: Handler; preStop?: Handler };
  terminationMessagePolicy?: string;
  /** Of an init container that goes on beside the others: `Always`. */
  restartPolicy?: string;
};

export type PodSpec = {
  nodeName?: string;
  hostname?: string;
  restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  initContainers?: Container[];
  containers: Container[];
  volumes?: { name: string; emptyDir?: object }[];
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  serviceAccountName?: string;
  readinessGates?: { conditionType: string }[];
};

export type Terminated = {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt?: string;
  finishedAt: string;
  containerID?: string;
};

export type ContainerState = {
  waiting?: { reason: string; message?: string };
  running?: { startedAt: string };
  terminated?: Terminated;
};

export type ContainerStatus = {
  name: string;
  state: ContainerState;
  lastState: { terminated?: Terminated };
  ready: boolean;
  started: boolean;
  restartCount: number;
  image: string;
  imageID: string;
  containerID?: string;
};

export type Condition = {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  [field: string]: unknown;
};

export type PodStatus = {
  phase?: string;
  reason?: string;
  message?: string;
  startTime?: string;
  hostIP?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
  conditions?: Condition[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  [field: string]: unknown;
};

export type Pod = Found<{ spec: PodSpec; status: PodStatus }>;

/** A container that runs, for who does something to it from outside. */
export type ContainerHandle = {
  /** Bytes; undefined without a limit. */
  memoryLimit: number | undefined;
  /** Whether it is a Node program, which alone has a pod's network and hears of faults. */
  isNode: boolean;
  /** Ends it at once, as `SIGKILL` does. */
  kill(): void;
  /** What the process uses is what the container uses, from now on. */
  adopt(pid: number): void;
  /** Resolves when it has ended. */
  ended: Promise<unknown>;
};

/** How long things take; tests make them short. */
export type Timings = {
  /** How long a second of a manifest lasts. */
  secondMs: number;
  /** The first wait of a container that ends again and again; it doubles. */
  backOffMs: number;
  maxBackOffMs: number;
  /** After running this long, a container has recovered. */
  recoveredAfterMs: number;
  heartbeatMs: number;
  /** How often memory and CPU are read. */
  usageMs: number;
};

export const defaultTimings: Timings = {
  secondMs: 1_000,
  backOffMs: 10_000,
  maxBackOffMs: 300_000,
  recoveredAfterMs: 600_000,
  heartbeatMs: 10_000,
  usageMs: 1_000,
};
