import {
  CHAOS_API_VERSION,
  type ChaosPreset,
} from '@shop-platform/backstage-plugin-chaos-common';
import { stringify } from 'yaml';

type PresetSpec = {
  id: ChaosPreset['id'];
  kind: string;
  spec: Record<string, unknown>;
};

/** The mildest first. */
const PRESETS: PresetSpec[] = [
  {
    id: 'network-delay',
    kind: 'NetworkChaos',
    spec: {
      action: 'delay',
      mode: 'all',
      duration: '2m',
      delay: { latency: '300ms', jitter: '50ms' },
    },
  },
  {
    id: 'http-delay',
    kind: 'HTTPChaos',
    spec: {
      mode: 'all',
      duration: '2m',
      target: 'Request',
      port: 8080,
      path: '*',
      delay: '500ms',
    },
  },
  {
    id: 'cpu-stress',
    kind: 'StressChaos',
    spec: {
      mode: 'one',
      duration: '2m',
      stressors: { cpu: { workers: 1, load: 80 } },
    },
  },
  {
    id: 'memory-stress',
    kind: 'StressChaos',
    spec: {
      mode: 'one',
      duration: '2m',
      stressors: { memory: { workers: 1, size: '64MB' } },
    },
  },
  {
    id: 'pod-kill',
    kind: 'PodChaos',
    spec: { action: 'pod-kill', mode: 'one' },
  },
  {
    id: 'network-loss',
    kind: 'NetworkChaos',
    spec: {
      action: 'loss',
      mode: 'all',
      duration: '1m',
      loss: { loss: '10' },
    },
  },
  {
    id: 'http-abort',
    kind: 'HTTPChaos',
    spec: {
      mode: 'one',
      duration: '1m',
      target: 'Request',
      port: 8080,
      path: '*',
      abort: true,
    },
  },
  {
    id: 'pod-failure',
    kind: 'PodChaos',
    spec: { action: 'pod-failure', mode: 'one', duration: '1m' },
  },
  {
    id: 'network-partition',
    kind: 'NetworkChaos',
    spec: {
      action: 'partition',
      mode: 'all',
      duration: '30s',
      direction: 'both',
    },
  },
];

/** Experiments for the pods with some labels in a namespace. */
export function presetsFor(options: {
  name: string;
  namespace: string;
  selector: Record<string, unknown>;
  /** Kinds that may be started. */
  kinds: string[];
}): ChaosPreset[] {
  const { name, namespace, selector } = options;
  return PRESETS.filter(({ kind }) => options.kinds.includes(kind)).map(
    ({ id, kind, spec }) => ({
      id,
      kind,
      manifest: stringify({
        apiVersion: CHAOS_API_VERSION,
        kind,
        metadata: { name: `${name.slice(0, 30)}-${id}`, namespace },
        spec: {
          ...spec,
          selector: { namespaces: [namespace], ...selector },
        },
      }),
    }),
  );
}
