import { type NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { type ChaosOutcome } from '@shop-platform/backstage-plugin-chaos-common';
import { type Run } from '../runs/types';
import { type NoticeKind } from './kinds';

type Notice = Pick<
  NotificationSendOptions['payload'],
  'title' | 'description' | 'severity'
>;

const OUTCOMES: Record<ChaosOutcome, string> = {
  passed: 'the platform held',
  failed: 'the platform did not hold',
  inconclusive: 'it cannot be told whether the platform held',
};

/** What is said of a run; undefined where that was said before in other words. */
export function describeNotice(kind: NoticeKind, run: Run): Notice | undefined {
  const name = `${run.kind} ${run.name}`;
  const hit = run.entities.join(', ') || run.namespace;
  const { parent } = run;
  const by =
    run.startedBy ??
    (parent ? `${parent.kind} ${parent.name}` : 'somebody outside the portal');
  const place = `It hit ${hit} in ${run.cluster}, and ${by} started it.`;
  switch (kind) {
    case 'not-recovered':
      return {
        title: `${name} did not recover: somebody has to look now`,
        description: `${run.message ?? 'Faults may still be on'}. ${place}`,
        severity: 'critical',
      };
    case 'halted':
      return {
        title:
          run.haltedBy === 'system'
            ? `The portal halted ${name}`
            : `${run.haltedBy} halted ${name}`,
        description: `${run.haltReason}. ${place}`,
        severity: run.haltedBy === 'system' ? 'high' : 'normal',
      };
    default:
      return describeVerdict(run, name, place);
  }
}

function describeVerdict(
  { verdict, state, haltedBy }: Run,
  name: string,
  place: string,
): Notice | undefined {
  const isKnown = state === 'not-recovered' || haltedBy !== undefined;
  if (!verdict || (verdict.outcome === 'inconclusive' && isKnown)) {
    return undefined;
  }
  return {
    title: `${name}: ${OUTCOMES[verdict.outcome]}`,
    description: `${verdict.reason}. ${place}`,
    severity: verdict.outcome === 'failed' ? 'high' : 'normal',
  };
}
