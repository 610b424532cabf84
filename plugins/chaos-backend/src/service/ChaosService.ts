import {
  type ChaosCalendar,
  type ChaosCalendarQuery,
  type ChaosCluster,
  type ChaosDryRunRequest,
  type ChaosGameDay,
  type ChaosGameDayPlan,
  type ChaosHaltRequest,
  type ChaosHalts,
  type ChaosPolicy,
  type ChaosPreflight,
  type ChaosPresets,
  type ChaosRun,
  type ChaosRunDetails,
  type ChaosRunsPage,
  type ChaosRunsQuery,
  type ChaosScore,
  type ChaosStanding,
  type ChaosStandingDetails,
  type ChaosStandingOutcome,
  type ChaosStandingPage,
  type ChaosStandingRef,
  type ChaosStandingRequest,
  type ChaosStandingRequestDetails,
  type ChaosStartRequest,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';
import { type HaltedPlace } from '../levers/Halts';

/** For whom something is done, and as whom. */
export type PersonalCall = Call & {
  /** The person: `user:default/olena`. */
  person: string;
};

/** What the chaos plugin does, whoever may ask for it. */
export interface ChaosService {
  clusters(
    call: Call,
  ): Promise<{ clusters: ChaosCluster[]; policy: ChaosPolicy }>;
  presets(entity: string, call: Call): Promise<ChaosPresets>;
  dryRun(
    request: ChaosDryRunRequest,
    call: PersonalCall,
  ): Promise<ChaosPreflight>;
  runs(query: ChaosRunsQuery, call: Call): Promise<ChaosRunsPage>;
  run(id: string, call: Call): Promise<ChaosRunDetails>;
  score(entity: string, call: Call): Promise<ChaosScore>;
  start(request: ChaosStartRequest, call: PersonalCall): Promise<ChaosRun>;
  approve(id: string, call: PersonalCall): Promise<ChaosRun>;
  reject(
    request: { id: string; reason: string },
    call: PersonalCall,
  ): Promise<ChaosRun>;
  halt(id: string, call: PersonalCall): Promise<ChaosRun>;
  pause(id: string, call: PersonalCall): Promise<ChaosRun>;
  resume(id: string, call: PersonalCall): Promise<ChaosRun>;
  standing(query: object, call: Call): Promise<ChaosStandingPage>;
  calendar(query: ChaosCalendarQuery, call: Call): Promise<ChaosCalendar>;
  planGameDay(
    plan: ChaosGameDayPlan,
    call: PersonalCall,
  ): Promise<ChaosGameDay>;
  changeGameDay(
    request: { id: string; plan: ChaosGameDayPlan },
    call: PersonalCall,
  ): Promise<ChaosGameDay>;
  cancelGameDay(id: string, call: PersonalCall): Promise<ChaosGameDay>;
  standingDetails(
    ref: ChaosStandingRef,
    call: Call,
  ): Promise<ChaosStandingDetails>;
  createStanding(
    request: ChaosStartRequest,
    call: PersonalCall,
  ): Promise<ChaosStandingOutcome>;
  pauseStanding(
    ref: ChaosStandingRef,
    call: PersonalCall,
  ): Promise<ChaosStanding>;
  resumeStanding(
    ref: ChaosStandingRef,
    call: PersonalCall,
  ): Promise<ChaosStandingOutcome>;
  deleteStanding(
    request: ChaosStandingRef & { confirmation: string },
    call: PersonalCall,
  ): Promise<ChaosStanding>;
  runStanding(
    request: ChaosStandingRef & { confirmation: string },
    call: PersonalCall,
  ): Promise<{ run?: ChaosRun } & ChaosStandingOutcome>;
  standingRequest(id: string, call: Call): Promise<ChaosStandingRequestDetails>;
  approveStanding(
    id: string,
    call: PersonalCall,
  ): Promise<ChaosStandingRequest>;
  rejectStanding(
    request: { id: string; reason: string },
    call: PersonalCall,
  ): Promise<ChaosStandingRequest>;
  withdrawStanding(
    id: string,
    call: PersonalCall,
  ): Promise<ChaosStandingRequest>;
  haltAll(request: ChaosHaltRequest, call: PersonalCall): Promise<ChaosHalts>;
  arm(place: HaltedPlace, call: PersonalCall): Promise<ChaosHalts>;
}
