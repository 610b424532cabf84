import { type LoggerService } from '@backstage/backend-plugin-api';
import { type UsageStore } from '../store/UsageStore';
import { type SourceAnswer, type UsageSource } from '../types';

const SECONDS = 60;
import { type ServiceEntities } from './ServiceEntities';

/** Asks every source what is used, and writes it down for the minute that it is. */
export class Sampler {
  readonly #sources: UsageSource[];
  readonly #entities: ServiceEntities;
  readonly #store: UsageStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #quiet = new Set<string>();

  constructor(options: {
    sources: UsageSource[];
    entities: ServiceEntities;
    store: UsageStore;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#sources = options.sources;
    this.#entities = options.entities;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Makes the tables and writes the prices. */
  async prepare(): Promise<void> {
    await this.#store.prepare(this.#now());
  }

  async sample(signal: AbortSignal): Promise<void> {
    const now = this.#now();
    await this.#store.prepare(now);
    await this.#entities.refresh();
    const answers = await Promise.all(
      this.#sources.map(source => source.ask({ seconds: SECONDS, signal })),
    );
    answers.forEach(answer => this.#tell(answer));
    const sampledAt = new Date(now);
    sampledAt.setUTCSeconds(0, 0);
    await this.#store.write({ sampledAt, seconds: SECONDS, answers, now });
  }

  /** Once when a source begins to be quiet, and once when it is back. */
  #tell(answer: SourceAnswer): void {
    const { source } = answer;
    if (answer.status !== 'answered' && !this.#quiet.has(source)) {
      this.#quiet.add(source);
      this.#logger.warn(
        `The usage of ${source} is missing from now on: ${answer.reason}`,
      );
    } else if (answer.status === 'answered' && this.#quiet.delete(source)) {
      this.#logger.info(`The usage of ${source} is sampled again`);
    }
  }
}
