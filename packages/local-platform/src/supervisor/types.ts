/** How to start a process: what `child_process.spawn` needs. */
export type Launch = {
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The user to run as, where it is not the supervisor's own. */
  identity?: { uid: number; gid: number };
};

/** What a process's own words say about why it ended. */
export type Diagnosis = {
  /** What happened, to what, and what to do. */
  message: string;
  /** Starting it again would end the same way. */
  fatal: boolean;
};

/** A process that the supervisor starts, watches and stops. */
export interface ProcessSpec {
  /** Short name, used for its log and its record: `postgres-portal`. */
  name: string;
  /** The name that people read: `PostgreSQL`. */
  title: string;
  /** Prepares a start (data folder, configuration) and says how to launch it. Called before every start. */
  launch(): Promise<Launch>;
  /** Resolves when the process serves, rejects with the reason when it does not. */
  checkHealth(): Promise<void>;
  /** How long a start may take until it serves. */
  startTimeoutMs: number;
  /** The signal that asks it to end orderly. */
  stopSignal: NodeJS.Signals;
  /** How long an orderly end may take before it is killed. */
  stopTimeoutMs: number;
  /** Reads the cause of an end out of the last lines of the log. */
  diagnose?(logTail: string[]): Diagnosis | undefined;
}

export type ProcessState =
  | 'stopped'
  | 'starting'
  | 'healthy'
  | 'unhealthy'
  | 'waiting'
  | 'failed';

/** What the supervisor tells about a process after its first start. */
export type ProcessEvent = {
  process: string;
  title: string;
  state: ProcessState;
  /** Why, in a sentence for people. */
  detail?: string;
};
