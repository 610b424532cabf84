import { InputError, NotFoundError, toError } from '@backstage/errors';
import {
  type AnalyticsAnswer,
  type Pipeline,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type PipelineConfig } from '../config';
import { type PipelineReader } from '../query/PipelineReader';
import { parseWindow } from '../query/time';
import { PipelineService } from './PipelineService';
import { type StoredRuns } from './StoredRuns';

/** Two clocks never show quite the same. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** What a person asks a pipeline to copy. */
export type PipelineRequest = { tables?: string[] };
export type BackfillRequest = PipelineRequest & { from: string; to: string };

/** The pipelines: how they are, and what they are asked to do. */
export class Pipelines {
  readonly #reader: PipelineReader;
  readonly #stored: StoredRuns;
  readonly #configs: readonly PipelineConfig[];
  readonly #services: Map<string, PipelineService>;
  readonly #now: () => number;

  constructor(options: {
    reader: PipelineReader;
    stored: StoredRuns;
    pipelines: readonly PipelineConfig[];
    now?: () => number;
  }) {
    this.#reader = options.reader;
    this.#stored = options.stored;
    this.#configs = options.pipelines;
    this.#now = options.now ?? Date.now;
    this.#services = new Map(
      options.pipelines.flatMap(({ name, url, token }) =>
        url === undefined
          ? []
          : [[name, new PipelineService({ name, url, token })]],
      ),
    );
  }

  /**
   * By name: those that report, and those that are configured and have not yet;
   * what is missing when the reports cannot be read.
   *
   * @throws what kept it from reading them, where there is nothing to tell
   */
  async list(): Promise<AnalyticsAnswer<'getPipelines'>> {
    const { pipelines: reported, failure } = await this.#reader.lastKnown();
    const silent = this.#configs
      .filter(({ name }) => !reported.some(other => other.name === name))
      .map(({ name }) => ({ name, tables: [] }));
    const pipelines = [...reported, ...silent]
      .map(pipeline => this.#describe(pipeline))
      .sort((one, other) => one.name.localeCompare(other.name));
    if (!failure) {
      return { pipelines, unavailable: [] };
    }
    if (pipelines.length === 0) {
      throw failure.error;
    }
    const { message: reason } = toError(failure.error);
    return {
      pipelines,
      unavailable: [{ part: 'tables', reason, since: failure.since }],
    };
  }

  /**
   * The latest runs as the service has them, and the older ones that were written
   * down; what is missing when those cannot be read.
   */
  async runs(
    name: string,
    signal: AbortSignal,
  ): Promise<AnalyticsAnswer<'getPipelineRuns'>> {
    const latest = await this.#service(name).runs(signal);
    const oldest = Math.min(
      this.#now(),
      ...latest.map(({ startedAt, askedAt }) =>
        Date.parse(startedAt ?? askedAt),
      ),
    );
    const { runs: older, failure } = await this.#stored.before(
      name,
      new Date(oldest),
      signal,
    );
    return {
      runs: [
        ...latest,
        ...older.filter(({ id }) => !latest.some(run => run.id === id)),
      ],
      unavailable: failure ? [{ part: 'older-runs', ...failure }] : [],
    };
  }

  async run(
    name: string,
    id: string,
    signal: AbortSignal,
  ): Promise<PipelineRun> {
    return this.#service(name).run(id, signal);
  }

  async start(
    name: string,
    { tables }: PipelineRequest,
    signal: AbortSignal,
  ): Promise<PipelineRun> {
    const service = this.#service(name);
    await this.#checkTables(name, tables);
    return service.start({ ...(tables && { tables }) }, signal);
  }

  /** @throws InputError for tables that it does not copy, and periods that are none */
  async backfill(
    name: string,
    { tables, from, to }: BackfillRequest,
    signal: AbortSignal,
  ): Promise<PipelineRun> {
    const service = this.#service(name);
    await this.#checkTables(name, tables);
    const period = parseWindow({ from, to });
    if (period.to.getTime() > this.#now() + CLOCK_DIFFERENCE_MS) {
      throw new InputError(
        `'to' lies in the future: a back-fill copies what there is, up to now`,
      );
    }
    return service.backfill(
      {
        ...(tables && { tables }),
        from: period.from.toISOString(),
        to: period.to.toISOString(),
      },
      signal,
    );
  }

  #describe(pipeline: Pipeline): Pipeline {
    const config = this.#configs.find(({ name }) => name === pipeline.name);
    return config
      ? {
          ...pipeline,
          entityRef: config.entityRef,
          ...(config.url !== undefined && {
            runs: { tables: tablesOf(pipeline, config) },
          }),
        }
      : pipeline;
  }

  #service(name: string): PipelineService {
    const service = this.#services.get(name);
    if (!service) {
      const known = [...this.#services.keys()].join(', ');
      throw new NotFoundError(
        `The portal knows no service of a pipeline '${name}'${
          known && `, only of ${known}`
        }: an administrator adds its name, url and token under analytics.pipelines`,
      );
    }
    return service;
  }

  async #checkTables(
    name: string,
    tables: readonly string[] | undefined,
  ): Promise<void> {
    if (!tables) {
      return;
    }
    const { pipelines } = await this.list();
    const known =
      pipelines.find(each => each.name === name)?.runs?.tables ?? [];
    const unknown = tables.find(table => !known.includes(table));
    // Without a report the service alone knows.
    if (unknown !== undefined && known.length > 0) {
      throw new InputError(
        `The pipeline '${name}' copies no table '${unknown}'. It copies ${known.join(
          ', ',
        )}`,
      );
    }
  }
}

function tablesOf(pipeline: Pipeline, config: PipelineConfig): string[] {
  return config.tables ?? pipeline.tables.map(({ table }) => table);
}
