import { toError } from '@backstage/errors';
import { type Components } from '../components/Components';
import { type CheckSettings } from '../config';
import { type ReadRequests } from '../verdict/RequestsReader';
import { type ReadTraffic } from '../verdict/TrafficReader';
import {
  askClickHouse,
  unknownQuery,
  type QueriedClickHouse,
} from './askClickHouse';
import { askHttp, whyNotAsk } from './askHttp';
import { askPrometheus, NO_PROMETHEUS } from './askPrometheus';
import { askRate } from './askRate';
import { askTraces } from './askTraces';
import { type Answer, type Check, type Context } from './types';

export type CheckSourcesOptions = {
  settings: CheckSettings;
  clickhouse: QueriedClickHouse;
  readTraffic: ReadTraffic;
  readRequests: ReadRequests;
  /** Asks the catalog. */
  readComponents(): Promise<Components>;
};

/** Whom steady-state checks ask, and only these. */
export class CheckSources {
  readonly #options: CheckSourcesOptions;

  constructor(options: CheckSourcesOptions) {
    this.#options = options;
  }

  get failures(): number {
    return this.#options.settings.failures;
  }

  get unknowns(): number {
    return this.#options.settings.unknowns;
  }

  /** Why a check cannot be made here, with what to configure. */
  whyNot({ spec }: Check): string | undefined {
    const { settings } = this.#options;
    switch (spec.type) {
      case 'http':
        return whyNotAsk(spec.url, settings);
      case 'sql':
        return settings.queries.some(({ name }) => name === spec.query)
          ? undefined
          : unknownQuery(spec.query, settings);
      case 'promql':
        return settings.prometheus ? undefined : NO_PROMETHEUS;
      default:
        return undefined;
    }
  }

  /** Asks once. It never rejects: that nobody answers is an answer. */
  async ask(check: Check, context: Context): Promise<Answer> {
    const { settings } = this.#options;
    const signal = AbortSignal.any([
      context.signal,
      AbortSignal.timeout(settings.timeoutMs),
    ]);
    try {
      return await this.#ask(check, { ...context, signal });
    } catch (error) {
      return { message: `it could not be read: ${toError(error).message}` };
    }
  }

  async #ask(check: Check, context: Context): Promise<Answer> {
    const { settings, clickhouse } = this.#options;
    const { spec } = check;
    const { signal } = context;
    switch (spec.type) {
      case 'http':
        return askHttp(check, spec, { settings, signal });
      case 'promql':
        return askPrometheus(check, spec.query, { settings, signal });
      case 'sql': {
        const query = settings.queries.find(({ name }) => name === spec.query);
        return query
          ? askClickHouse(check, query, { settings, clickhouse, signal })
          : { message: unknownQuery(spec.query, settings) };
      }
      case 'rate':
        return askRate(check, spec, context, this.#options);
      default:
        return askTraces(check, spec, context, this.#options);
    }
  }
}
