import { KubeObject } from './model/KubeObject';

export type LogOptions = {
  follow: boolean;
  previous: boolean;
  timestamps: boolean;
  tailLines?: number;
  limitBytes?: number;
  sinceSeconds?: number;
  sinceTime?: string;
  /** Ends a log that is followed. */
  signal: AbortSignal;
};

export type Usage = {
  name: string;
  namespace?: string;
  timestamp: string;
  window: string;
  /** By container; one without a name for a node. */
  containers: Array<{ name: string; usage: { cpu: string; memory: string } }>;
};

/** Who runs the pods: the API server asks it for what is not in the store. */
export interface PodRuntime {
  /**
   * The lines of a container, each with its newline, and with its time before
   * it where options.timestamps says so.
   */
  logs(
    pod: KubeObject,
    container: string,
    options: LogOptions,
  ): AsyncIterable<string | Uint8Array>;
  podMetrics(): Usage[];
  nodeMetrics(): Usage[];
}
