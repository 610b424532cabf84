import { type ChaosStandingRequest } from '@shop-platform/backstage-plugin-chaos-common';
import { type Tone } from './runs';

type RequestState = ChaosStandingRequest['state'];

export const REQUEST_TONES: Record<RequestState, Tone> = {
  waiting: 'warning',
  approved: 'good',
  rejected: 'quiet',
  withdrawn: 'quiet',
  expired: 'quiet',
};

/** What is asked for: creating or resuming a Schedule, or beginning a Workflow. */
export function askedFor({
  action,
  kind,
}: Pick<ChaosStandingRequest, 'action' | 'kind'>):
  | 'resume'
  | 'begin'
  | 'create' {
  if (action === 'resume') {
    return 'resume';
  }
  return kind === 'Workflow' ? 'begin' : 'create';
}
