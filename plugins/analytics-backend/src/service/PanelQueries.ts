import { InputError, NotFoundError } from '@backstage/errors';
import {
  type Dashboard,
  type DashboardPanel,
  type PanelData,
  type ParameterSuggestion,
  type ParameterValues,
  type QueryAnswer,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type Tenants } from '../access/Tenants';
import { pathText } from '../dashboards/parseDashboard';
import { type RowPolicies } from '../guard/RowPolicies';
import { type Value } from '../query/bindValue';
import { type QueryRunner } from '../query/QueryRunner';
import {
  lastWindow,
  parseWindow,
  stepOf,
  windowBefore,
  type Window,
} from '../query/time';
import { handedParameters, panelOf, valuesOf } from './dashboardParts';
import { type Call, type PanelRequest } from './types';
import { userOf } from './userOf';

const MAX_ROWS = 1_000;
const MAX_SUGGESTIONS = 100;
const DEFAULT_RANGE = '30d';

/** A dashboard, and where something of it stands in its file. */
export type ReadDashboard = {
  dashboard: Dashboard;
  /** A person is writing it: its SQL is guarded like that of the explorer. */
  isDraft?: boolean;
  lineOf(path: readonly PropertyKey[]): number | undefined;
};

type Run = {
  query: string;
  window: Window;
  values: Record<string, Value | undefined>;
  tenant: string;
  resultRows?: number;
};

/** Rows that nothing names have no others in the period before. */
function isCompared(panel: DashboardPanel): boolean {
  return panel.type !== 'table' || panel.key !== undefined;
}

/** Runs the queries of dashboards. */
export class PanelQueries {
  readonly #runner: QueryRunner;
  readonly #tenants: Tenants;
  readonly #rowPolicies: RowPolicies;

  constructor(options: {
    runner: QueryRunner;
    tenants: Tenants;
    rowPolicies: RowPolicies;
  }) {
    this.#runner = options.runner;
    this.#tenants = options.tenants;
    this.#rowPolicies = options.rowPolicies;
  }

  async data(
    read: ReadDashboard,
    panelId: string,
    request: PanelRequest,
    call: Call,
  ): Promise<PanelData> {
    const window = parseWindow(request);
    const panel = panelOf(read.dashboard, panelId);
    const run = {
      query: panel.query,
      window,
      values: valuesOf(read.dashboard, request.parameters),
      tenant: await this.#tenants.choose(request.tenant, call.credentials),
    };
    const before =
      request.compare && isCompared(panel) ? windowBefore(window) : undefined;
    const trend = panel.type === 'value' ? panel.trend : undefined;
    const [answer, previous, line] = await Promise.all([
      this.#run(read, run, call),
      before && this.#run(read, { ...run, window: before }, call),
      trend && this.#run(read, { ...run, query: trend.query }, call),
    ]);
    return {
      ...answer,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      stepSeconds: stepOf(window),
      ...(previous &&
        before && {
          previous: {
            ...previous,
            from: before.from.toISOString(),
            to: before.to.toISOString(),
          },
        }),
      ...(line && { trend: line }),
    };
  }

  /** The rows behind a mark: values of the mark go before those of the dashboard. */
  async rows(
    read: ReadDashboard,
    panelId: string,
    request: PanelRequest & { drillDown?: ParameterValues },
    call: Call,
  ): Promise<QueryAnswer> {
    const window = parseWindow(request);
    const { drillDown } = panelOf(read.dashboard, panelId);
    if (!drillDown || !('rows' in drillDown)) {
      throw new InputError(
        `The panel '${panelId}' does not lead to rows: give it drillDown: { rows: … } in its file`,
      );
    }
    const names = Object.keys(drillDown.parameters ?? {});
    const unknown = Object.keys(request.drillDown ?? {}).find(
      name => !names.includes(name),
    );
    if (unknown !== undefined) {
      throw new InputError(
        `The panel '${panelId}' gives its rows no parameter '${unknown}'. It gives ${
          names.join(', ') || 'none'
        }`,
      );
    }
    return this.#run(
      read,
      {
        query: drillDown.rows,
        window,
        values: {
          ...valuesOf(read.dashboard, request.parameters),
          ...request.drillDown,
        },
        tenant: await this.#tenants.choose(request.tenant, call.credentials),
        resultRows: MAX_ROWS,
      },
      call,
    );
  }

  /** A query by its name, with what marks would hand to it. */
  async named(
    read: ReadDashboard,
    query: string,
    request: PanelRequest,
    call: Call,
  ): Promise<QueryAnswer> {
    const { spec, metadata } = read.dashboard;
    if (!Object.hasOwn(spec.queries, query)) {
      throw new NotFoundError(
        `The dashboard '${
          metadata.name
        }' has no query '${query}'. It has ${Object.keys(spec.queries).join(
          ', ',
        )}`,
      );
    }
    const handed = handedParameters(read.dashboard, query);
    const given = Object.entries(request.parameters ?? {});
    return this.#run(
      read,
      {
        query,
        window: parseWindow(request),
        values: {
          ...valuesOf(
            read.dashboard,
            Object.fromEntries(given.filter(([name]) => !handed.has(name))),
          ),
          ...Object.fromEntries(given.filter(([name]) => handed.has(name))),
        },
        tenant: await this.#tenants.choose(request.tenant, call.credentials),
      },
      call,
    );
  }

  async suggestions(
    read: ReadDashboard,
    name: string,
    request: { text?: string; from?: string; to?: string; tenant?: string },
    call: Call,
  ): Promise<{ suggestions: ParameterSuggestion[]; truncated: boolean }> {
    const { spec } = read.dashboard;
    const parameter = spec.parameters?.find(known => known.name === name);
    if (!parameter?.suggestions) {
      throw new NotFoundError(
        `The dashboard has no suggestions for a parameter '${name}'`,
      );
    }
    const fallback = lastWindow(spec.time?.default ?? DEFAULT_RANGE);
    const text = request.text ?? '';
    const { columns, rows, truncated } = await this.#run(
      read,
      {
        query: parameter.suggestions.query,
        window: parseWindow({
          from: request.from ?? fallback.from.toISOString(),
          to: request.to ?? fallback.to.toISOString(),
        }),
        values: { ...valuesOf(read.dashboard), text },
        tenant: await this.#tenants.choose(request.tenant, call.credentials),
      },
      call,
    );
    const value = columns.findIndex(column => column.name === 'value');
    const label = columns.findIndex(column => column.name === 'label');
    if (value < 0) {
      throw new InputError(
        `The query '${parameter.suggestions.query}' has no column 'value', as suggestions need`,
      );
    }
    const wanted = text.toLocaleLowerCase();
    const all = rows
      .map(row => ({
        value: String(row[value]),
        ...(label >= 0 && { label: String(row[label]) }),
      }))
      .filter(suggestion =>
        Object.values(suggestion).some(part =>
          part.toLocaleLowerCase().includes(wanted),
        ),
      );
    return {
      suggestions: all.slice(0, MAX_SUGGESTIONS),
      truncated: truncated || all.length > MAX_SUGGESTIONS,
    };
  }

  async #run(
    { dashboard, lineOf, isDraft }: ReadDashboard,
    { query, window, values, tenant, resultRows }: Run,
    { credentials, signal }: Call,
  ): Promise<QueryAnswer> {
    const { sql, limits = {} } = dashboard.spec.queries[query];
    try {
      return await this.#runner.run({
        text: sql,
        user: userOf(credentials),
        tenant,
        window,
        values,
        signal,
        ...(isDraft && {
          connection: await this.#rowPolicies.connectionFor(tenant),
        }),
        limits: {
          ...limits,
          ...(resultRows !== undefined && {
            resultRows: Math.min(resultRows, limits.resultRows ?? resultRows),
          }),
        },
      });
    } catch (error) {
      if (error instanceof InputError) {
        const path = ['spec', 'queries', query, 'sql'];
        throw new InputError(
          `${pathText(path)} of the dashboard '${
            dashboard.metadata.name
          }', line ${lineOf(path) ?? 1}: ${error.message}`,
        );
      }
      throw error;
    }
  }
}
