/** How far a fault is; the last one is told while it is being taken back. */
export type Phase = 'Injected' | 'Not Injected' | 'Injected/Wait';

/** Of a pod in which it is not as in the others, the last try failed. */
export function recordOf(pod: string, phase: Phase, wanted: Phase) {
  return {
    id: `shop/${pod}`,
    selectorKey: '.',
    phase,
    injectedCount: phase === 'Injected' || phase === wanted ? 1 : 0,
    recoveredCount: phase === 'Not Injected' && phase === wanted ? 1 : 0,
    events: [
      {
        type: phase === wanted ? 'Succeeded' : 'Failed',
        operation: wanted === 'Injected' ? 'Apply' : 'Recover',
        timestamp: new Date().toISOString(),
        ...(phase === wanted ? {} : { message: 'the pod does not answer' }),
      },
    ],
  };
}
