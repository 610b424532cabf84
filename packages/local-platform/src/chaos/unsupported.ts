import {
  ChaosProblem,
  Experiment,
  ExperimentOf,
} from '@shop-platform/backstage-plugin-chaos-common';

const NEVER_ARRIVES =
  'pods have streams of bytes here, in which TCP has mended this before a program sees it; use loss or delay';

const MOST_WORKERS = 64;

/**
 * What a cluster with a kernel under it does and the embedded one cannot, with
 * what to do instead: better refused than pretended.
 */
export function findUnsupported(experiment: Experiment): ChaosProblem[] {
  const { kind, spec } = experiment;
  const problems: ChaosProblem[] = [];
  const refuse = (field: string, why: string) =>
    problems.push({ field, message: `Not on the embedded clusters: ${why}` });
  if (spec.remoteCluster) {
    refuse(
      'spec.remoteCluster',
      'apply the experiment to the cluster that it is for',
    );
  }
  switch (kind) {
    case 'PodChaos':
      break;
    case 'NetworkChaos':
      checkNetwork(spec, refuse);
      break;
    case 'StressChaos':
      checkStress(spec, refuse);
      break;
    case 'HTTPChaos':
      refuse(
        'kind',
        'nothing reads the requests of pods yet; use a NetworkChaos',
      );
      break;
    default:
      refuse(
        'kind',
        'containers are processes that share the kernel, the files and the clock of the machine, and images have nothing yet that could change these for them alone',
      );
  }
  return problems;
}

type Refuse = (field: string, why: string) => void;

function checkNetwork(
  spec: ExperimentOf<'NetworkChaos'>['spec'],
  refuse: Refuse,
): void {
  const { action, duplicate, corrupt, delay, bandwidth } = spec;
  if (action === 'duplicate' || action === 'corrupt') {
    refuse('spec.action', NEVER_ARRIVES);
  } else if (action === 'netem') {
    if (duplicate) {
      refuse('spec.duplicate', NEVER_ARRIVES);
    }
    if (corrupt) {
      refuse('spec.corrupt', NEVER_ARRIVES);
    }
  }
  if (delay?.reorder) {
    refuse('spec.delay.reorder', NEVER_ARRIVES);
  }
  if (bandwidth?.peakrate !== undefined) {
    refuse('spec.bandwidth.peakrate', 'the rate and the buffer count alone');
  }
  for (const field of ['device', 'targetDevice'] as const) {
    if (spec[field] && spec[field] !== 'eth0') {
      refuse(`spec.${field}`, 'a pod has one device, eth0');
    }
  }
}

function checkStress(
  { stressors, stressngStressors }: ExperimentOf<'StressChaos'>['spec'],
  refuse: Refuse,
): void {
  if (stressngStressors) {
    refuse('spec.stressngStressors', 'there is no stress-ng; use stressors');
  }
  for (const kind of ['cpu', 'memory'] as const) {
    if ((stressors?.[kind]?.workers ?? 0) > MOST_WORKERS) {
      refuse(
        `spec.stressors.${kind}.workers`,
        `all pods share one machine; no more than ${MOST_WORKERS}`,
      );
    }
    if (stressors?.[kind]?.options?.length) {
      refuse(`spec.stressors.${kind}.options`, 'there is no stress-ng');
    }
  }
  if (stressors?.memory?.oomScoreAdj) {
    refuse(
      'spec.stressors.memory.oomScoreAdj',
      'a container over its limit ends as a whole',
    );
  }
}
