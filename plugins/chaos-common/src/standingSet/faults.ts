import { type Roles } from './services';
import { networkFault, podFault, podsOf, stress, type Step } from './steps';

/** The faults of the set, by what they are called in it. */
export function faultsOf(namespace: string, roles: Roles, short: string) {
  const on = (name: string, service: string, deadline = short) => ({
    name,
    deadline,
    selector: podsOf(namespace, service),
  });
  return {
    killAPod: podFault(on('kill-a-pod', roles.killed, '1m'), 'pod-kill', 'one'),
    serviceDown: podFault(
      on('service-down', roles.failed),
      'pod-failure',
      'all',
    ),
    lateAnswers: networkFault(on('late-answers', roles.delayed), {
      action: 'delay',
      mode: 'all',
      delay: { latency: '300ms', jitter: '50ms', correlation: '50' },
    }),
    lostPackets: networkFault(on('lost-packets', roles.lossy), {
      action: 'loss',
      mode: 'all',
      loss: { loss: '10' },
    }),
    // One service alone cannot be cut off from another.
    cutOff: roles.cutFrom.map(service =>
      networkFault(on('cut-off', roles.cut, '1m'), {
        action: 'partition',
        mode: 'all',
        direction: 'both',
        target: { mode: 'all', selector: podsOf(namespace, service) },
      }),
    ),
    busyProcessor: stress(on('busy-processor', roles.busy), {
      cpu: { workers: 1, load: 80 },
    }),
    fullMemory: stress(on('full-memory', roles.lossy), {
      memory: { workers: 1, size: '64MB' },
    }),
    slowService: networkFault(on('slow-service', roles.delayed), {
      action: 'delay',
      mode: 'one',
      delay: { latency: '2s' },
    }),
    silentService: networkFault(on('silent-service', roles.lossy), {
      action: 'loss',
      mode: 'one',
      loss: { loss: '100' },
    }),
    lostReplica: podFault(on('lost-replica', roles.busy), 'pod-failure', 'one'),
  } satisfies Record<string, Step | Step[]>;
}

export type Faults = ReturnType<typeof faultsOf>;
