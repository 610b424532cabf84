import {
  type ChaosSample,
  type ChaosSteadyCheck,
  type SteadyCheckSpec,
} from '@shop-platform/backstage-plugin-chaos-common';

/** A steady-state check of an experiment, as it is watched. */
export type Check = Omit<ChaosSteadyCheck, 'samples'> & {
  spec: SteadyCheckSpec;
};

/** What a source says of a check at a moment. */
export type Answer = Omit<ChaosSample, 'at'> & {
  /** Too few requests say nothing, neither that it holds nor that it does not. */
  isQuiet?: true;
};

/** What was seen of one check of a run. */
export type Sample = ChaosSample & { check: number };

/** What a check may have to know of its run. */
export type Context = {
  /** The components that are hit. */
  entities: readonly string[];
  /** Where: that of the cluster. */
  region: string;
  /** From when on a span tells that spans name the region. */
  since: number;
  /** The stretch of time that counts; milliseconds since 1970. */
  from: number;
  to: number;
  signal: AbortSignal;
};
