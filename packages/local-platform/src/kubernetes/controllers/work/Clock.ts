/** The time, and what is due at a time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that passed for this process: those while a machine sleeps do not. */
  uptime(): number;
  /** Calls back once, unless the function that it returns is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The most that a timer of Node can wait; who needs more looks again then. */
const LONGEST = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  uptime: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(milliseconds, LONGEST)).unref();
    return () => clearTimeout(timer);
  },
};
