import { type PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  chaosApprovePermission,
  chaosArmPermission,
  chaosHaltPermission,
  chaosReadPermission,
  chaosRunPermission,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import { type ChaosService, type PersonalCall } from './ChaosService';

type Method = keyof ChaosService;

/** What each caller must be allowed for what they ask. */
const PERMISSIONS = {
  clusters: chaosReadPermission,
  presets: chaosReadPermission,
  runs: chaosReadPermission,
  run: chaosReadPermission,
  score: chaosReadPermission,
  dryRun: chaosRunPermission,
  start: chaosRunPermission,
  approve: chaosApprovePermission,
  reject: chaosApprovePermission,
  halt: chaosRunPermission,
  pause: chaosRunPermission,
  resume: chaosRunPermission,
  standing: chaosReadPermission,
  calendar: chaosReadPermission,
  planGameDay: chaosRunPermission,
  changeGameDay: chaosRunPermission,
  cancelGameDay: chaosRunPermission,
  standingDetails: chaosReadPermission,
  createStanding: chaosRunPermission,
  pauseStanding: chaosRunPermission,
  resumeStanding: chaosRunPermission,
  deleteStanding: chaosRunPermission,
  runStanding: chaosRunPermission,
  standingRequest: chaosReadPermission,
  approveStanding: chaosApprovePermission,
  rejectStanding: chaosApprovePermission,
  withdrawStanding: chaosRunPermission,
  haltAll: chaosHaltPermission,
  arm: chaosArmPermission,
} satisfies Record<Method, BasicPermission>;

/** Does for each caller what they may ask for, and nothing else. */
export function authorizeChaos(
  chaos: ChaosService,
  permissions: PermissionsService,
): ChaosService {
  async function assert(method: Method, { credentials }: Call) {
    const [{ result }] = await permissions.authorize(
      [{ permission: PERMISSIONS[method] }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do that: it takes the permission ${PERMISSIONS[method].name}`,
      );
    }
  }
  const guard =
    <Argument, Caller extends Call | PersonalCall, Result>(
      method: Method,
      work: (argument: Argument, call: Caller) => Promise<Result>,
    ) =>
    async (argument: Argument, call: Caller) => {
      await assert(method, call);
      return work(argument, call);
    };
  return {
    clusters: async call => {
      await assert('clusters', call);
      return chaos.clusters(call);
    },
    presets: guard('presets', (entity, call) => chaos.presets(entity, call)),
    dryRun: guard('dryRun', (request, call) => chaos.dryRun(request, call)),
    runs: guard('runs', (query, call) => chaos.runs(query, call)),
    run: guard('run', (id, call) => chaos.run(id, call)),
    score: guard('score', (entity, call) => chaos.score(entity, call)),
    start: guard('start', (request, call) => chaos.start(request, call)),
    approve: guard('approve', (id, call) => chaos.approve(id, call)),
    reject: guard('reject', (request, call) => chaos.reject(request, call)),
    halt: guard('halt', (id, call) => chaos.halt(id, call)),
    pause: guard('pause', (id, call) => chaos.pause(id, call)),
    resume: guard('resume', (id, call) => chaos.resume(id, call)),
    standing: guard('standing', (request, call) =>
      chaos.standing(request, call),
    ),
    calendar: guard('calendar', (query, call) => chaos.calendar(query, call)),
    planGameDay: guard('planGameDay', (plan, call) =>
      chaos.planGameDay(plan, call),
    ),
    changeGameDay: guard('changeGameDay', (request, call) =>
      chaos.changeGameDay(request, call),
    ),
    cancelGameDay: guard('cancelGameDay', (id, call) =>
      chaos.cancelGameDay(id, call),
    ),
    standingDetails: guard('standingDetails', (request, call) =>
      chaos.standingDetails(request, call),
    ),
    createStanding: guard('createStanding', (request, call) =>
      chaos.createStanding(request, call),
    ),
    pauseStanding: guard('pauseStanding', (request, call) =>
      chaos.pauseStanding(request, call),
    ),
    resumeStanding: guard('resumeStanding', (request, call) =>
      chaos.resumeStanding(request, call),
    ),
    deleteStanding: guard('deleteStanding', (request, call) =>
      chaos.deleteStanding(request, call),
    ),
    runStanding: guard('runStanding', (request, call) =>
      chaos.runStanding(request, call),
    ),
    standingRequest: guard('standingRequest', (id, call) =>
      chaos.standingRequest(id, call),
    ),
    approveStanding: guard('approveStanding', (id, call) =>
      chaos.approveStanding(id, call),
    ),
    rejectStanding: guard('rejectStanding', (request, call) =>
      chaos.rejectStanding(request, call),
    ),
    withdrawStanding: guard('withdrawStanding', (id, call) =>
      chaos.withdrawStanding(id, call),
    ),
    haltAll: guard('haltAll', (request, call) => chaos.haltAll(request, call)),
    arm: guard('arm', (query, call) => chaos.arm(query, call)),
  };
}
