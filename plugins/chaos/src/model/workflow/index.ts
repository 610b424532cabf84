export {
  copyOf,
  emptyWorkflow,
  oneAfterAnother,
  phaseAfterPhase,
} from './beginnings';
export { type NewTemplate } from './changes';
export { duplicateStep } from './duplicateStep';
export { addBranch, setExpression, setTarget } from './editBranches';
export {
  addStep,
  addUse,
  problemOfName,
  removeStep,
  removeUnused,
  renameStep,
  setStepField,
  wrapStep,
} from './editWorkflow';
export { findingsAt, placeFindings, type PlacedFinding } from './findings';
export { newHistory, withAction } from './history';
export { canMove, MOVES, moveStep, type Move } from './moveStep';
export {
  allSteps,
  lanesOf,
  parentOf,
  readWorkflow,
  stepAt,
  wouldLoop,
} from './readWorkflow';
export {
  experimentPlaceOf,
  stepFieldsOf,
  writeStepField,
  type StepField,
} from './stepFields';
export {
  experimentFrom,
  experimentOf,
  kindsOf,
  NEW_STEPS,
  PARALLEL,
  SERIAL,
  STEP_TYPES,
  USUAL_EXPRESSION,
} from './templates';
export {
  type StepPath,
  type WorkflowEdit,
  type WorkflowPicture,
  type WorkflowProblem,
  type WorkflowStep,
} from './types';
