import { TestNode } from '../../kubelet/__testUtils__/TestNode';
import { FaultTable } from '../../network/faults/FaultTable';
import { ChaosMesh } from '../ChaosMesh';

/** A node whose pods really run, with Chaos Mesh on its cluster. */
export async function startChaosNode(
  faults: FaultTable = new FaultTable(),
): Promise<{ node: TestNode; mesh: ChaosMesh }> {
  const node = await TestNode.start({}, faults);
  const { cluster } = node.running;
  ChaosMesh.install(cluster, line => node.log.push(line));
  const mesh = ChaosMesh.start({
    cluster,
    faults,
    findContainer: (...place) => node.kubelet.container(...place),
    machineBytes: 2 ** 30,
    log: line => node.log.push(line),
  });
  return { node, mesh };
}

/** A pod with a volume, which a busy machine never makes look unready. */
export function createPatientPod(
  node: TestNode,
  name: string,
  labels: Record<string, string>,
): void {
  node.createPod(
    name,
    {
      readinessProbe: {
        httpGet: { port: 8080 },
        periodSeconds: 1,
        timeoutSeconds: 300,
      },
      volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
    },
    {
      labels,
      terminationGracePeriodSeconds: 1,
      volumes: [{ name: 'scratch', emptyDir: {} }],
    },
  );
}
