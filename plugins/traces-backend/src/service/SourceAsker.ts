import { performance } from 'node:perf_hooks';
import { type LoggerService } from '@backstage/backend-plugin-api';
import { type TracingService } from '@backstage/backend-plugin-api/alpha';
import {
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  type SourceAnswer,
  type TraceStoreCapabilities,
} from '@shop-platform/backstage-plugin-traces-common';
import {
  type TraceStore,
  type TraceStoreOptions,
} from '@shop-platform/backstage-plugin-traces-node';
import { type SourceOutcome, type TracesMetrics } from '../metrics';
import { explainFailure } from './explainFailure';
import { type Source } from './sources';

/** A question to every source. */
export type Question<T> = {
  /** Names the question in metrics and spans. */
  operation: string;
  /** Asks this source alone. */
  source?: string;
  /** Says why a source cannot answer this; `undefined` when it can. */
  unsupported?: (capabilities: TraceStoreCapabilities) => string | undefined;
  ask: (store: TraceStore, options: TraceStoreOptions) => Promise<T>;
};

/** What one source answered. */
export type Answer<T> = {
  source: Source;
  capabilities: TraceStoreCapabilities;
  value: T;
};

/** What the sources answered, and how each of them took part. */
export type Answers<T> = { answers: Answer<T>[]; sources: SourceAnswer[] };

type Reply<T> = {
  outcome: SourceOutcome;
  message?: string;
  error?: Error;
  answer?: Answer<T>;
};

type Part<T> = Reply<T> & { source: Source; report: SourceAnswer };

/**
 * Asks sources side by side, each for a limited time, so that one that is slow
 * or down costs its own part of the answer and nothing else.
 */
export class SourceAsker {
  readonly #sources: Source[];
  readonly #timeoutMs: number;
  readonly #metrics: TracesMetrics;
  readonly #tracing: TracingService;
  readonly #logger: LoggerService;

  constructor(options: {
    sources: Source[];
    timeoutMs: number;
    metrics: TracesMetrics;
    tracing: TracingService;
    logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#timeoutMs = options.timeoutMs;
    this.#metrics = options.metrics;
    this.#tracing = options.tracing;
    this.#logger = options.logger;
  }

  /** Asks, and rejects only when no source could answer. */
  async ask<T>(
    question: Question<T>,
    options: TraceStoreOptions,
  ): Promise<Answers<T>> {
    const parts = await this.askEach(question, options);
    const failed = parts.filter(part => part.outcome === 'failed');
    const answers = parts.flatMap(({ answer }) => (answer ? [answer] : []));

    if (failed.length > 0 && answers.length === 0) {
      const reasons = failed
        .map(({ report }) => `${report.title}: ${report.message}`)
        .join('; ');
      if (failed.every(({ error }) => error?.name === 'InputError')) {
        throw new InputError(reasons);
      }
      throw new ServiceUnavailableError(`No source answered. ${reasons}`);
    }
    return { answers, sources: parts.map(({ report }) => report) };
  }

  /** Asks, and tells what became of each source. */
  async askEach<T>(
    question: Question<T>,
    { signal }: TraceStoreOptions,
  ): Promise<Part<T>[]> {
    const sources = this.#select(question.source);
    const parts = await Promise.all(
      sources.map(source => this.#askOne(source, question, signal)),
    );
    signal.throwIfAborted();
    return parts;
  }

  #select(id: string | undefined): Source[] {
    const selected =
      id === undefined
        ? this.#sources
        : this.#sources.filter(source => source.id === id);
    if (id !== undefined && selected.length === 0) {
      const known = this.#sources.map(source => `'${source.id}'`).join(', ');
      throw new InputError(
        `There is no source '${id}'. ${
          known ? `There are ${known}` : 'None is configured'
        }`,
      );
    }
    return selected;
  }

  async #askOne<T>(
    source: Source,
    question: Question<T>,
    signal: AbortSignal,
  ): Promise<Part<T>> {
    const started = performance.now();
    const reply = await this.#tracing.startActiveSpan(
      `traces.source.${question.operation}`,
      { kind: 'internal', attributes: { 'traces.source.type': source.type } },
      async span => {
        const result = await this.#reply(source, question, signal);
        span.setAttribute('traces.outcome', result.outcome);
        if (result.outcome === 'failed') {
          span.setStatus({ code: 'error', message: result.message });
        }
        return result;
      },
    );
    const elapsedMs = performance.now() - started;
    this.#metrics.sourceDuration.record(elapsedMs / 1000, {
      'traces.operation': question.operation,
      'traces.source.type': source.type,
      'traces.outcome': reply.outcome,
    });
    return {
      ...reply,
      source,
      report: {
        id: source.id,
        title: source.title,
        state: reply.outcome === 'aborted' ? 'failed' : reply.outcome,
        message: reply.message,
        elapsedMs: Math.round(elapsedMs),
      },
    };
  }

  async #reply<T>(
    source: Source,
    question: Question<T>,
    signal: AbortSignal,
  ): Promise<Reply<T>> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      return await withinSignal(AbortSignal.any([signal, timeout]), bounded =>
        askStore(source, question, { signal: bounded }),
      );
    } catch (thrown) {
      const error = toError(thrown);
      if (signal.aborted) {
        return { outcome: 'aborted', error };
      }
      if (timeout.aborted) {
        const seconds = this.#timeoutMs / 1000;
        return {
          outcome: 'failed',
          error,
          message: `did not answer within ${seconds} s`,
        };
      }
      this.#logger.warn(
        `The source '${source.id}' failed (${question.operation})`,
        error,
      );
      return { outcome: 'failed', error, message: explainFailure(error) };
    }
  }
}

async function askStore<T>(
  source: Source,
  question: Question<T>,
  options: TraceStoreOptions,
): Promise<Reply<T>> {
  const { store } = source;
  const capabilities = await store.capabilities(options);
  const message = question.unsupported?.(capabilities);
  if (message !== undefined) {
    return { outcome: 'unsupported', message };
  }
  const value = await question.ask(store, options);
  return { outcome: 'answered', answer: { source, capabilities, value } };
}

/** Rejects as soon as the signal says so, even when the work does not listen to it. */
async function withinSignal<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(toError(signal.reason));
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(signal), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
