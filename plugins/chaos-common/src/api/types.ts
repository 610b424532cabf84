import { type components, type operations } from '../schema/openapi.generated';

/** A cluster, and whether it runs experiments. @public */
export type ChaosCluster = components['schemas']['ChaosCluster'];

/** The rules of the configuration. @public */
export type ChaosPolicy = components['schemas']['Policy'];

/** A lever that was pulled. @public */
export type ChaosHalt = components['schemas']['Halt'];

/** The lever of a cluster itself, which holds kubectl. @public */
export type ChaosLever = components['schemas']['Lever'];

/** The levers of all clusters. @public */
export type ChaosHalts = components['schemas']['Halts'];

/** An experiment to begin with. @public */
export type ChaosPreset = components['schemas']['Preset'];

/**
 * The presets for a component, and where experiments on it are kept.
 *
 * @public
 */
export type ChaosPresets = components['schemas']['Presets'];

/** What is kept in the repository of a component. @public */
export type ChaosSaved = components['schemas']['Saved'];

/** An experiment that is kept in a repository. @public */
export type ChaosSavedPreset = components['schemas']['SavedPreset'];

/** A file of a repository that holds no experiment that could start. @public */
export type ChaosSavedProblem = components['schemas']['SavedProblem'];

/** What an experiment would hit, and whether it may start. @public */
export type ChaosPreflight = components['schemas']['Preflight'];

/** A rule, and whether it lets an experiment start. @public */
export type ChaosFinding = components['schemas']['Finding'];

/** A pod that is hit. @public */
export type ChaosRunTarget = components['schemas']['Target'];

/** An experiment that runs or ran. @public */
export type ChaosRun = components['schemas']['Run'];

/** How far a run is. @public */
export type ChaosRunState = components['schemas']['RunState'];

/** A run with its targets, its events and its verdict. @public */
export type ChaosRunDetails = components['schemas']['RunDetails'];

/** Whether the platform held. @public */
export type ChaosVerdict = components['schemas']['Verdict'];

/** A hypothesis about one service, with its numbers. @public */
export type ChaosCheck = components['schemas']['Check'];

/** A steady-state check of an experiment, and what was seen of it. @public */
export type ChaosSteadyCheck = components['schemas']['SteadyCheck'];

/** What the verdict on a run stands on beside its own checks, as far as it was seen. @public */
export type ChaosImpliedCheck = components['schemas']['ImpliedCheck'];

/** Where requests were counted: in one region, or in all of them and why. @public */
export type ChaosScope = components['schemas']['Scope'];

/** What was seen of a steady-state check at a moment. @public */
export type ChaosSample = components['schemas']['Sample'];

/** A Schedule or a Workflow in a cluster. @public */
export type ChaosStanding = components['schemas']['Standing'];

/** What ran, what is planned, and when nothing may run. @public */
export type ChaosCalendar = components['schemas']['Calendar'];

/** What people plan to break together. @public */
export type ChaosGameDay = components['schemas']['GameDay'];

/** What is asked for a game day. @public */
export type ChaosGameDayPlan = components['schemas']['GameDayPlan'];

/** What a Schedule starts at a time to come. @public */
export type ChaosPlannedRun = components['schemas']['PlannedRun'];

/** A run in short. @public */
export type ChaosCalendarRun = components['schemas']['CalendarRun'];

/** Which stretch of the calendar is wanted. @public */
export type ChaosCalendarQuery =
  operations['getCalendar']['parameters']['query'];

/** A step of a Workflow. @public */
export type ChaosStandingNode = components['schemas']['StandingNode'];

/** A Schedule or a Workflow with its steps and what it started. @public */
export type ChaosStandingDetails = components['schemas']['StandingDetails'];

/** Which Schedule or Workflow is meant. @public */
export type ChaosStandingRef =
  operations['getStandingDetails']['parameters']['path'];

/** The Schedules and Workflows of all clusters. @public */
export type ChaosStandingPage =
  operations['getStanding']['responses'][200]['content']['application/json'];

/** What another person has to approve before it is touched. @public */
export type ChaosStandingRequest = components['schemas']['StandingRequest'];

/** The same with what it is about. @public */
export type ChaosStandingRequestDetails =
  components['schemas']['StandingRequestDetails'];

/** What was done, or awaits approval. @public */
export type ChaosStandingOutcome = components['schemas']['StandingOutcome'];

/** A word for a verdict. @public */
export type ChaosOutcome = components['schemas']['Outcome'];

/** How often the platform held when a component was hit. @public */
export type ChaosScore = components['schemas']['Score'];

/** Which runs are wanted. @public */
export type ChaosRunsQuery = NonNullable<
  operations['getRuns']['parameters']['query']
>;

/** A page of runs. @public */
export type ChaosRunsPage =
  operations['getRuns']['responses'][200]['content']['application/json'];

/** What is asked for a dry run. @public */
export type ChaosDryRunRequest =
  operations['dryRun']['requestBody']['content']['application/json'];

/** What is asked for a start. @public */
export type ChaosStartRequest =
  operations['startRun']['requestBody']['content']['application/json'];

/** What is asked for halting everything. @public */
export type ChaosHaltRequest =
  operations['haltAll']['requestBody']['content']['application/json'];
