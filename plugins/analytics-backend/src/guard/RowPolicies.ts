import { type LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { type Explorer } from '@shop-platform/backstage-plugin-analytics-common';
import { type ClickHouseConnection } from '@shop-platform/backstage-plugin-clickhouse-node';
import { findGap } from './findGap';
import { probeAccount } from './probeAccount';
import { readAccount } from './readAccount';

const MAX_AGE_MS = 60_000;

const CHECK_LIMITS = { executionTime: 5_000, resultRows: 20_000 };

/** Whether row policies keep the SQL of people within their tenant, or why not. */
export type RowPolicyState = Explorer['rowPolicies'];

/** A tenant, and the connection whose user may see its rows alone. */
export type TenantAccount = {
  tenant: string;
  connection: ClickHouseConnection | undefined;
};

type Judgement = { state: RowPolicyState; why: string | undefined };

/**
 * ClickHouse users that row policies keep within a tenant each. They are used once the server
 * was asked, and answered, that they are.
 */
export class RowPolicies {
  readonly #portal: ClickHouseConnection;
  readonly #accounts: readonly TenantAccount[];
  readonly #sharedTables: ReadonlySet<string>;
  readonly #logger: LoggerService;
  #known: (Judgement & { since: number }) | undefined;
  #check: Promise<RowPolicyState> | undefined;

  constructor(options: {
    portal: ClickHouseConnection;
    accounts: readonly TenantAccount[];
    sharedTables: ReadonlySet<string>;
    logger: LoggerService;
  }) {
    this.#portal = options.portal;
    this.#accounts = options.accounts;
    this.#sharedTables = options.sharedTables;
    this.#logger = options.logger;
  }

  get isConfigured(): boolean {
    return this.#accounts.some(({ connection }) => connection);
  }

  /** Asks the server again when the last answer is a minute old. Never throws. */
  async state(): Promise<RowPolicyState> {
    const known = this.#known;
    return known && performance.now() - known.since < MAX_AGE_MS
      ? known.state
      : this.check();
  }

  /** Asks the server now, however old the last answer is. Never throws. */
  async check(): Promise<RowPolicyState> {
    if (!this.isConfigured) {
      return 'not-configured';
    }
    this.#check ??= this.#ask().finally(() => {
      this.#check = undefined;
    });
    return this.#check;
  }

  /** The connection for the SQL of people who read this tenant; none where policies do not hold. */
  async connectionFor(
    tenant: string,
  ): Promise<ClickHouseConnection | undefined> {
    return (await this.state()) === 'used'
      ? this.#accounts.find(account => account.tenant === tenant)?.connection
      : undefined;
  }

  async #ask(): Promise<RowPolicyState> {
    const { state, why } = await this.#judge();
    if (state !== this.#known?.state || why !== this.#known.why) {
      if (why === undefined) {
        this.#logger.info(
          'The SQL of people runs as ClickHouse users that row policies keep within a tenant each',
        );
      } else {
        this.#logger.warn(
          `Row policies do not guard the SQL of people, ClickHouse's parser does: ${why}`,
        );
      }
    }
    this.#known = { since: performance.now(), state, why };
    return state;
  }

  async #judge(): Promise<Judgement> {
    const users = new Map<string, string>();
    for (const { tenant, connection } of this.#accounts) {
      if (!connection) {
        return {
          state: 'incomplete',
          why: `the tenant '${tenant}' has no explorerConnection`,
        };
      }
      try {
        const gap = await this.#gapOf(tenant, connection, users);
        if (gap !== undefined) {
          return { state: 'not-bound', why: gap };
        }
      } catch (error) {
        return {
          state: 'unavailable',
          why: `what the user of the tenant '${tenant}' may could not be read: ${
            toError(error).message
          }`,
        };
      }
    }
    return { state: 'used', why: undefined };
  }

  /** @param users - those that were looked at, with their tenants */
  async #gapOf(
    tenant: string,
    own: ClickHouseConnection,
    users: Map<string, string>,
  ): Promise<string | undefined> {
    const bounds = { tenant, sharedTables: this.#sharedTables };
    const account = await readAccount(own, this.#portal, CHECK_LIMITS);
    const { user } = account;
    const other = users.get(user);
    users.set(user, tenant);
    const gap =
      other === undefined
        ? findGap(account, bounds) ??
          (await probeAccount(own, account, bounds, CHECK_LIMITS))
        : `the tenant '${other}' has it, too: make one for each`;
    return gap && `the user '${user}' of the tenant '${tenant}': ${gap}`;
  }
}
