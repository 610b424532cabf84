/** Where a step stands: which of the steps inside, from the entry on. */
export type StepPath = readonly number[];

/** A place in a document of YAML. */
export type YamlPath = readonly (string | number)[];

/** One use of a template of a Workflow. */
export type WorkflowStep = {
  path: StepPath;
  name: string;
  /** Its place among the templates; undefined where there is no such template. */
  index?: number;
  /** As it is written; empty where there is no such template. */
  type: string;
  /** What an experiment does, such as `pod-kill`. */
  action?: string;
  deadline?: string;
  /** How often the picture has its template. */
  uses: number;
  /** Inside itself: drawn once, and not followed. */
  isLoop: boolean;
  /** In a branch of a Task: what has to hold; empty where nothing has to. */
  when?: string;
  steps: WorkflowStep[];
};

/** A Workflow as it is drawn. */
export type WorkflowPicture = {
  root: WorkflowStep;
  /** Templates that nothing leads to. */
  unused: string[];
  /** All names of templates. */
  names: string[];
  namespace: string;
  /** Where the Workflow stands: alone, or in a Schedule. */
  base: YamlPath;
  /** Why only the text can change it. */
  readOnly?: 'aliases';
  /** There are more steps than are drawn. */
  isCut: boolean;
};

/** Why a text is not drawn. */
export type WorkflowProblem =
  | { reason: 'syntax'; message: string; line: number }
  | { reason: 'kind' }
  | { reason: 'templates' };

export type WorkflowReading =
  | { picture: WorkflowPicture; problem?: undefined }
  | { picture?: undefined; problem: WorkflowProblem };

/** What a change of the picture makes of the text, and which step is chosen then. */
export type WorkflowEdit = { text: string; path: StepPath };
