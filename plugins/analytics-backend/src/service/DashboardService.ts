import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  analyticsQueryRunPermission,
  type AnalyticsAnswer,
  type Dashboard,
  type DashboardProblem,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type DashboardAccess } from '../access/DashboardAccess';
import { type Tenants } from '../access/Tenants';
import { checkQueries } from '../dashboards/checkQueries';
import {
  type DashboardLibrary,
  type LibraryFile,
} from '../dashboards/DashboardLibrary';
import { parseDashboard } from '../dashboards/parseDashboard';
import { type QueryRunner } from '../query/QueryRunner';
import { type PanelQueries, type ReadDashboard } from './PanelQueries';
import { type Call, type Locator, type PanelRequest } from './types';
import { userOf } from './userOf';

const MAX_AGE_MS = 60_000;

function entityRefOf({ kind, namespace, entityName }: Locator): string {
  return stringifyEntityRef({ kind, namespace, name: entityName });
}

/** What the API says of dashboards and of what they show, for those who may know. */
export class DashboardService {
  readonly #access: DashboardAccess;
  readonly #tenants: Tenants;
  readonly #library: DashboardLibrary;
  readonly #panels: PanelQueries;
  readonly #runner: QueryRunner;
  readonly #problems = new WeakMap<
    LibraryFile,
    { since: number; problems: DashboardProblem[] }
  >();

  constructor(options: {
    access: DashboardAccess;
    tenants: Tenants;
    library: DashboardLibrary;
    panels: PanelQueries;
    runner: QueryRunner;
  }) {
    this.#access = options.access;
    this.#tenants = options.tenants;
    this.#library = options.library;
    this.#panels = options.panels;
    this.#runner = options.runner;
  }

  async tenants({ credentials }: Call): Promise<AnalyticsAnswer<'getTenants'>> {
    // Who may see no dashboard at all has no business with the tenants either.
    await this.#access.visible([], credentials);
    const tenants = await this.#tenants.of(credentials);
    return { tenants: tenants.map(({ name, title }) => ({ name, title })) };
  }

  async list(
    entityRef: string | undefined,
    { credentials }: Call,
  ): Promise<AnalyticsAnswer<'getDashboards'>> {
    const refs = (await this.#library.entityRefs()).filter(
      ref => !entityRef || ref === entityRef.toLocaleLowerCase('en-US'),
    );
    const visible = await this.#access.visible(refs, credentials);
    const shelves = await this.#library.shelves(visible);
    return {
      dashboards: shelves.flatMap(shelf =>
        shelf.files.map(file => ({
          entityRef: shelf.entityRef,
          name: file.name,
          title: file.dashboard?.metadata.title ?? file.name,
          ...(file.dashboard?.metadata.description !== undefined && {
            description: file.dashboard.metadata.description,
          }),
          tags: file.dashboard?.metadata.tags ?? [],
          panels: file.dashboard?.spec.panels.length ?? 0,
          problems: [
            ...file.problems,
            ...(this.#problems.get(file)?.problems ?? []),
          ],
          location: file.url,
        })),
      ),
      unavailable: shelves.flatMap(({ entityRef: ref, failure }) =>
        failure ? [{ entityRef: ref, ...failure }] : [],
      ),
    };
  }

  async details(
    locator: Locator,
    call: Call,
  ): Promise<AnalyticsAnswer<'getDashboard'>> {
    const { file, dashboard } = await this.#find(locator, call);
    return {
      dashboard,
      entityRef: entityRefOf(locator),
      source: {
        url: file.url,
        ...(file.editUrl !== undefined && { editUrl: file.editUrl }),
        ...(file.saveTo && { saveTo: file.saveTo }),
      },
      yaml: file.text,
      problems: await this.#problemsOf(file, call),
    };
  }

  /** One dashboard as its file has it, without looking at its queries. */
  async outline(locator: Locator, call: Call): Promise<Dashboard> {
    return (await this.#find(locator, call)).dashboard;
  }

  async panelData(
    locator: Locator & { panel: string },
    request: PanelRequest,
    call: Call,
  ) {
    const read = await this.#find(locator, call);
    return this.#panels.data(read, locator.panel, request, call);
  }

  async panelRows(
    locator: Locator & { panel: string },
    request: PanelRequest & { drillDown?: ParameterValues },
    call: Call,
  ) {
    const read = await this.#find(locator, call);
    return this.#panels.rows(read, locator.panel, request, call);
  }

  /** A query of a dashboard, by its name. */
  async namedQuery(
    locator: Locator & { query: string },
    request: PanelRequest,
    call: Call,
  ) {
    const read = await this.#find(locator, call);
    return this.#panels.named(read, locator.query, request, call);
  }

  async suggestions(
    locator: Locator & { parameter: string },
    request: { text?: string; from?: string; to?: string; tenant?: string },
    call: Call,
  ) {
    const read = await this.#find(locator, call);
    return this.#panels.suggestions(read, locator.parameter, request, call);
  }

  async validate(
    yaml: string,
    { credentials, signal }: Call,
  ): Promise<AnalyticsAnswer<'validateDashboard'>> {
    await this.#access.assertPermission(
      analyticsQueryRunPermission,
      credentials,
    );
    const parsed = parseDashboard(yaml);
    if (!parsed.dashboard) {
      return { problems: parsed.problems };
    }
    return {
      problems: await checkQueries(parsed, parsed.dashboard, this.#runner, {
        user: userOf(credentials),
        signal,
      }),
      dashboard: parsed.dashboard,
    };
  }

  async preview(
    { yaml, panel, ...request }: PanelRequest & { yaml: string; panel: string },
    call: Call,
  ) {
    await this.#access.assertPermission(
      analyticsQueryRunPermission,
      call.credentials,
    );
    const { dashboard, problems, lineOf } = parseDashboard(yaml);
    if (!dashboard) {
      throw new InputError(
        `The dashboard cannot be read: ${problems
          .map(
            ({ path, line, message }) =>
              `${path}${
                line === undefined ? '' : ` (line ${line})`
              } ${message}`,
          )
          .join('; ')}`,
      );
    }
    return this.#panels.data(
      { dashboard, lineOf, isDraft: true },
      panel,
      request,
      call,
    );
  }

  async schema({ credentials }: Call): Promise<void> {
    await this.#access.visible([], credentials);
  }

  async #find(
    locator: Locator,
    { credentials }: Call,
  ): Promise<ReadDashboard & { file: LibraryFile }> {
    const entityRef = entityRefOf(locator);
    await this.#access.assert(entityRef, credentials);
    const [shelf] = await this.#library.shelves([entityRef]);
    const file = shelf?.files.find(({ name }) => name === locator.dashboard);
    if (file?.dashboard) {
      return { file, dashboard: file.dashboard, lineOf: file.lineOf };
    }
    if (file) {
      throw new InputError(
        `The dashboard '${file.name}' cannot be read: ${file.problems
          .map(({ path, message }) => `${path} ${message}`.trim())
          .join('; ')}`,
      );
    }
    throw new NotFoundError(
      shelf?.failure
        ? `The dashboards of ${entityRef} cannot be read since ${shelf.failure.since}: ${shelf.failure.reason}`
        : `${entityRef} has no dashboard '${locator.dashboard}'`,
    );
  }

  async #problemsOf(
    file: LibraryFile,
    { credentials, signal }: Call,
  ): Promise<DashboardProblem[]> {
    const known = this.#problems.get(file);
    if (known && performance.now() - known.since < MAX_AGE_MS) {
      return known.problems;
    }
    const problems = file.dashboard
      ? await checkQueries(file, file.dashboard, this.#runner, {
          user: userOf(credentials),
          signal,
        })
      : file.problems;
    this.#problems.set(file, { since: performance.now(), problems });
    return problems;
  }
}
