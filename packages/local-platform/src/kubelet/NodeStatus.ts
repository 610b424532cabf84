import { arch, hostname, release } from 'node:os';
import { toError } from '@backstage/errors';
import { Client, KubeObject } from '../kubernetes';
import { VERSION } from '../kubernetes/api/pathRoutes';
import { timestamp } from '../kubernetes/model/KubeObject';
import { Condition } from './types';

export type NodeOptions = {
  client: Client;
  nodeName: string;
  labels: Record<string, string>;
  capacity: { cpu: string; memory: string; pods: string };
  hostIp: string;
  everyMs: number;
  log(line: string): void;
};

type Node = { spec?: object; status?: { conditions?: Condition[] } };

const REASONS: Array<
  [type: string, status: 'True' | 'False', reason: string, message: string]
> = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  [
    'DiskPressure',
    'False',
    'KubeletHasNoDiskPressure',
    'kubelet has no disk pressure',
  ],
  [
    'PIDPressure',
    'False',
    'KubeletHasSufficientPID',
    'kubelet has sufficient PID available',
  ],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** The node's own object: made at the start, and told to be alive again and again. */
export class NodeStatus {
  readonly #options: NodeOptions;
  readonly #timer: NodeJS.Timeout;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.#ensure();
    this.#beat();
    this.#timer = setInterval(() => this.#beat(), options.everyMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get #nodes() {
    return this.#options.client.resource<Node>('v1', 'nodes');
  }

  #ensure(): void {
    const { nodeName, labels } = this.#options;
    const wanted = {
      'kubernetes.io/hostname': nodeName,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': architecture(),
      ...labels,
    };
    if (this.#nodes.find('', nodeName)) {
      this.#nodes.patch('', nodeName, { metadata: { labels: wanted } });
    } else {
      this.#nodes.create('', {
        metadata: { name: nodeName, labels: wanted },
        spec: {},
      });
    }
  }

  #beat(): void {
    const { nodeName, capacity, hostIp, log } = this.#options;
    try {
      let node = this.#nodes.find('', nodeName);
      if (!node) {
        // Whoever deleted it did not stop this kubelet.
        this.#ensure();
        node = this.#nodes.get('', nodeName);
      }
      this.#nodes.updateStatus({
        ...structuredClone<KubeObject>(node),
        status: {
          ...node.status,
          capacity,
          allocatable: capacity,
          addresses: [
            { type: 'InternalIP', address: hostIp },
            { type: 'Hostname', address: nodeName },
          ],
          conditions: conditionsOf(node.status?.conditions ?? []),
          nodeInfo: {
            architecture: architecture(),
            bootID: '',
            containerRuntimeVersion: `process://${process.versions.node}`,
            kernelVersion: release(),
            kubeProxyVersion: VERSION,
            kubeletVersion: VERSION,
            machineID: hostname(),
            operatingSystem: 'linux',
            osImage: `Processes of Node.js ${process.versions.node}`,
            systemUUID: '',
          },
        },
      });
    } catch (error) {
      log(`node ${nodeName}: ${toError(error).message}`);
    }
  }
}

function conditionsOf(old: Condition[]): Condition[] {
  const now = timestamp();
  const own = REASONS.map(([type, status, reason, message]) => {
    const before = old.find(each => each.type === type);
    const lastTransitionTime =
      (before?.status === status && before.lastTransitionTime) || now;
    return {
      type,
      status,
      reason,
      message,
      lastHeartbeatTime: now,
      lastTransitionTime,
    };
  });
  return [
    ...old.filter(({ type }) => !own.some(each => each.type === type)),
    ...own,
  ];
}

function architecture(): string {
  return arch() === 'x64' ? 'amd64' : arch();
}
