import { Probe } from '../types';
import { CheckContext } from './check';
import { runProbe } from './ProbeLoop';

export type ProbesOptions = {
  context: CheckContext;
  secondMs: number;
  onStarted(): void;
  onReady(isReady: boolean): void;
  onUnhealthy(kind: string, message: string): void;
  /** The container has to be ended. */
  onFatal(kind: string, probe: Probe): void;
};

/** The probes of one start of a container: the others wait for the startup probe. */
export class Probes {
  readonly #options: ProbesOptions;
  readonly #ending = new AbortController();

  constructor(options: ProbesOptions) {
    this.#options = options;
  }

  start(): void {
    const { startupProbe } = this.#options.context.container;
    if (!startupProbe) {
      this.#continue();
      return;
    }
    const starting = new AbortController();
    this.#run('Startup', startupProbe, starting.signal, ok => {
      starting.abort();
      if (ok) {
        this.#continue();
      } else {
        this.#options.onFatal('startup', startupProbe);
      }
    });
  }

  stop(): void {
    this.#ending.abort();
  }

  #continue(): void {
    const { context, onStarted, onReady, onFatal } = this.#options;
    const { readinessProbe, livenessProbe } = context.container;
    onStarted();
    if (readinessProbe) {
      this.#run('Readiness', readinessProbe, this.#ending.signal, onReady);
    } else {
      onReady(true);
    }
    if (livenessProbe) {
      this.#run('Liveness', livenessProbe, this.#ending.signal, ok => {
        if (!ok) {
          onFatal('liveness', livenessProbe);
        }
      });
    }
  }

  #run(
    kind: string,
    probe: Probe,
    signal: AbortSignal,
    onOutcome: (ok: boolean) => void,
  ): void {
    const { context, secondMs, onUnhealthy } = this.#options;
    void runProbe({
      probe,
      context,
      secondMs,
      signal: AbortSignal.any([signal, this.#ending.signal]),
      onOutcome,
      onFailure: message => onUnhealthy(kind, message),
    });
  }
}
