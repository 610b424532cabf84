export interface Config {
  templates?: {
    checks?: {
      /**
       * How many tasks check what they rendered at once: two by default. Each has a
       * process of its own for it, of up to a gigabyte; others wait for their turn.
       */
      maxProcesses?: number;
    };
  };
}
