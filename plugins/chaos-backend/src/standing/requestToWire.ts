import { type ChaosStandingRequest } from '@shop-platform/backstage-plugin-chaos-common';
import { type PolicySettings } from '../config';
import { refOf, type StandingRequest } from './StandingRequestStore';

/** What somebody asked for as it is sent. */
export function requestToWire(
  request: StandingRequest,
  { approveWithinMs }: Pick<PolicySettings, 'approveWithinMs'>,
): ChaosStandingRequest {
  const { askedAt, decidedAt, decidedBy, reason } = request;
  return {
    ...refOf(request),
    id: request.id,
    action: request.action,
    state: request.state,
    askedBy: request.askedBy,
    askedAt: askedAt.toISOString(),
    approveBefore: new Date(askedAt.getTime() + approveWithinMs).toISOString(),
    ...(decidedBy ? { decidedBy } : {}),
    ...(decidedAt ? { decidedAt: decidedAt.toISOString() } : {}),
    ...(reason ? { reason } : {}),
  };
}
