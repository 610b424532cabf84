/**
 * Chaos Mesh as pure functions: its objects, the defaults and the checks of its
 * webhook, the pods that an experiment hits, and what it wants when.
 *
 * @packageDocumentation
 */
export {
  CHECKS_ANNOTATION,
  MAX_CHECKS,
  steadyCheckSchema,
  steadyChecksSchema,
  type SteadyCheckSpec,
} from './checks/checks';
export { formatDuration, parseDuration } from './duration';
export {
  findingMessages,
  isFindingCode,
  type FindingCode,
} from './findings/messages';
export { compileExpression } from './expression/compileExpression';
export { ExpressionError } from './expression/ExpressionError';
export type { TaskOutcome } from './expression/values';
export {
  CHAOS_API_VERSION,
  CHAOS_GROUP,
  chaosObjectSchema,
  experimentKinds,
  experimentSchema,
  isExperiment,
  scheduleSchema,
  statusCheckSchema,
  statusCheckSpecSchema,
  workflowSchema,
  workflowTaskSchema,
  workflowTemplateSchema,
  type ChaosObject,
  type ChaosSchedule,
  type ChaosStatusCheck,
  type ChaosWorkflow,
  type Experiment,
  type ExperimentKind,
  type ExperimentOf,
  type WorkflowTask,
  type WorkflowTemplate,
} from './model/objects';
export {
  podSelectorSchema,
  podSelectorSpecSchema,
  selectorModeSchema,
  type PodSelector,
  type PodSelectorSpec,
  type SelectorMode,
} from './model/selector';
export {
  chaosRecordSchema,
  chaosStatusSchema,
  type ChaosRecord,
  type ChaosStatus,
} from './model/status';
export { applyDefaults } from './rules/applyDefaults';
export { embeddedExperiment } from './rules/embedded';
export type { ChaosProblem } from './rules/problem';
export { parseBytes } from './rules/specRules';
export { findIneffective } from './rules/findIneffective';
export { parseStatusCodes } from './rules/statusCheckRules';
export { validateChaos, validateStatusCheck } from './rules/validateChaos';
export type { RandomInteger, TakenCount } from './selection/mode';
export { SelectionError } from './selection/SelectionError';
export {
  matchPods,
  selectPods,
  type SelectableCluster,
  type SelectableNode,
  type SelectablePod,
} from './selection/selectPods';
export {
  findReach,
  selectTargets,
  type ChaosReach,
  type ChaosTarget,
} from './selection/selectTargets';
export {
  conditionsOf,
  INJECTED,
  NOT_INJECTED,
  type ChaosCondition,
} from './state/conditions';
export {
  CLEAN_ANNOTATION,
  desiredPhaseOf,
  isOneShot,
  isPaused,
  PAUSE_ANNOTATION,
  RECORDS_FINALIZER,
  type DesiredPhase,
} from './state/desiredPhase';
export { dueRun, type DueRun } from './state/dueRun';
export { nextRun } from './state/nextRun';
export { progressOf, type Progress } from './state/progress';
export {
  standingSet,
  type StandingKind,
  type StandingPreset,
  type StandingSetOptions,
} from './standingSet/standingSet';
export {
  createChaosClient,
  type ChaosClient,
  type ChaosClientCallOptions,
  type ChaosClientOptions,
} from './api/ChaosClient';
export {
  chaosApprovePermission,
  chaosArmPermission,
  chaosHaltPermission,
  chaosPermissions,
  chaosReadPermission,
  chaosRunPermission,
} from './api/permissions';
export { CHAOS_CHANNEL, type ChaosSignal } from './api/signals';
export type {
  ChaosCalendar,
  ChaosCalendarQuery,
  ChaosCalendarRun,
  ChaosCheck,
  ChaosCluster,
  ChaosDryRunRequest,
  ChaosFinding,
  ChaosGameDay,
  ChaosGameDayPlan,
  ChaosHalt,
  ChaosHaltRequest,
  ChaosHalts,
  ChaosImpliedCheck,
  ChaosLever,
  ChaosOutcome,
  ChaosPlannedRun,
  ChaosPolicy,
  ChaosPreflight,
  ChaosPreset,
  ChaosPresets,
  ChaosRun,
  ChaosRunDetails,
  ChaosRunState,
  ChaosRunTarget,
  ChaosRunsPage,
  ChaosRunsQuery,
  ChaosSample,
  ChaosSaved,
  ChaosSavedPreset,
  ChaosSavedProblem,
  ChaosScope,
  ChaosScore,
  ChaosStanding,
  ChaosStandingDetails,
  ChaosStandingNode,
  ChaosStandingOutcome,
  ChaosStandingPage,
  ChaosStandingRef,
  ChaosStandingRequest,
  ChaosStandingRequestDetails,
  ChaosStartRequest,
  ChaosSteadyCheck,
  ChaosVerdict,
} from './api/types';
export type { components, operations, paths } from './schema/openapi.generated';
