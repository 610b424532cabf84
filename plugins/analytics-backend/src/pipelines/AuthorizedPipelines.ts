import { type BasicPermission } from '@backstage/plugin-permission-common';
import {
  analyticsPipelineReadPermission,
  analyticsPipelineRunPermission,
  type AnalyticsAnswer,
  type PipelineRun,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DashboardAccess } from '../access/DashboardAccess';
import { type Call } from '../service/types';
import {
  type BackfillRequest,
  type PipelineRequest,
  type Pipelines,
} from './Pipelines';

/** The pipelines, for those who may see them or have them run. */
export class AuthorizedPipelines {
  readonly #access: DashboardAccess;
  readonly #pipelines: Pipelines;

  constructor(options: { access: DashboardAccess; pipelines: Pipelines }) {
    this.#access = options.access;
    this.#pipelines = options.pipelines;
  }

  async list(call: Call): Promise<AnalyticsAnswer<'getPipelines'>> {
    await this.#assert(analyticsPipelineReadPermission, call);
    return this.#pipelines.list();
  }

  async runs(
    name: string,
    call: Call,
  ): Promise<AnalyticsAnswer<'getPipelineRuns'>> {
    await this.#assert(analyticsPipelineReadPermission, call);
    return this.#pipelines.runs(name, call.signal);
  }

  async run(name: string, run: string, call: Call): Promise<PipelineRun> {
    await this.#assert(analyticsPipelineReadPermission, call);
    return this.#pipelines.run(name, run, call.signal);
  }

  async start(
    name: string,
    request: PipelineRequest,
    call: Call,
  ): Promise<PipelineRun> {
    await this.#assert(analyticsPipelineRunPermission, call);
    return this.#pipelines.start(name, request, call.signal);
  }

  async backfill(
    name: string,
    request: BackfillRequest,
    call: Call,
  ): Promise<PipelineRun> {
    await this.#assert(analyticsPipelineRunPermission, call);
    return this.#pipelines.backfill(name, request, call.signal);
  }

  async #assert(permission: BasicPermission, call: Call): Promise<void> {
    await this.#access.assertPermission(permission, call.credentials);
  }
}
