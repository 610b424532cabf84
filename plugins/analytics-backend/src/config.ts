import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { type QueryLimits } from '@shop-platform/backstage-plugin-clickhouse-node';

/** Whose data a query reads. */
export type TenantConfig = {
  name: string;
  title: string;
  /** Entity references of those who may read it; absent: everybody. */
  groups?: string[];
  /** The connection whose user row policies keep within it. */
  explorerConnection?: string;
};

/** A pipeline that the portal knows more of than its reports. */
export type PipelineConfig = {
  /** As it reports. */
  name: string;
  /** Whose owner hears of its lag. */
  entityRef: string;
  /** Where its service listens; absent: it cannot be started from here. */
  url?: string;
  token?: string;
  /** The tables that a run may be asked for; absent: all that it reports. */
  tables?: string[];
  lagLimitSeconds: number;
};

export type AnalyticsConfig = {
  pipelines: PipelineConfig[];
  connection: string | undefined;
  tenants: TenantConfig[];
  /** Tables that have a `tenant_id`. */
  tables: string[];
  /** Tables that hold no tenant's data. */
  sharedTables: string[];
  functions: string[];
  explorer: boolean;
  limits: Partial<QueryLimits>;
  concurrency: number;
  waiting: number;
  /** How old what was read of dashboards may get. */
  refreshMs: number;
  /** From when on a table's lag is too long. */
  lagLimitSeconds: number;
};

const TABLES = [
  'orders_analytics',
  'order_items_analytics',
  'events',
  'product_views',
  'sales_daily',
  'product_performance',
  'customer_cohorts',
];

// Names of tenants and tables stand in the filters' SQL.
const TENANT = /^[A-Za-z0-9][\w.-]{0,63}$/;
const TABLE = /^[A-Za-z_]\w{0,127}$/;

function readNames(config: Config, key: string, fallback: string[]): string[] {
  const names = config.getOptionalStringArray(key) ?? fallback;
  const wrong = names.find(name => !TABLE.test(name));
  if (wrong !== undefined) {
    throw new InputError(
      `${key}: '${wrong}' has to be letters, digits and underscores, without a database`,
    );
  }
  return names;
}

function readTenants(config: Config): TenantConfig[] {
  const tenants = (
    config.getOptionalConfigArray('analytics.tenants') ?? []
  ).map((tenant, index) => {
    const name = tenant.getString('name');
    if (!TENANT.test(name)) {
      throw new InputError(
        `analytics.tenants[${index}].name: '${name}' has to be letters, digits, '.', '_' and '-', at most 64`,
      );
    }
    return {
      name,
      title: tenant.getOptionalString('title') ?? name,
      groups: tenant
        .getOptionalStringArray('groups')
        ?.map(group => group.toLocaleLowerCase('en-US')),
      explorerConnection: tenant.getOptionalString('explorerConnection'),
    };
  });
  const twice = tenants.find(
    ({ name }, index) =>
      tenants.findIndex(other => other.name === name) < index,
  );
  if (twice) {
    throw new InputError(
      `analytics.tenants: two have the name '${twice.name}'; give each its own`,
    );
  }
  return tenants.length > 0
    ? tenants
    : [{ name: 'default', title: 'Default', groups: undefined }];
}

function readMs(config: Config, key: string, fallback: number): number {
  const ms = config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : fallback;
  if (!(ms > 0)) {
    throw new InputError(`${key} has to be longer than nothing`);
  }
  return ms;
}

function readCount(config: Config, key: string, fallback: number): number {
  const count = config.getOptionalNumber(key) ?? fallback;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InputError(`${key} has to be a whole number above zero`);
  }
  return count;
}

function readPipelines(config: Config, lagLimitMs: number): PipelineConfig[] {
  const pipelines = (
    config.getOptionalConfigArray('analytics.pipelines') ?? []
  ).map((pipeline, index): PipelineConfig => {
    const key = `analytics.pipelines[${index}]`;
    const name = pipeline.getString('name');
    const url = pipeline.getOptionalString('url');
    if (url !== undefined && !/^https?:$/.test(protocolOf(url))) {
      throw new InputError(
        `${key}.url: '${url}' has to be an http or https URL`,
      );
    }
    const tables = readNames(pipeline, 'tables', []);
    return {
      name,
      entityRef: stringifyEntityRef(
        parseEntityRef(pipeline.getOptionalString('entityRef') ?? name, {
          defaultKind: 'component',
          defaultNamespace: DEFAULT_NAMESPACE,
        }),
      ),
      ...(url !== undefined && { url }),
      token: pipeline.getOptionalString('token'),
      ...(tables.length > 0 && { tables }),
      lagLimitSeconds: readMs(pipeline, 'maxLag', lagLimitMs) / 1000,
    };
  });
  const names = pipelines.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new InputError(
      `analytics.pipelines: two have the name '${twice}'; give each its own`,
    );
  }
  return pipelines;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** Reads `analytics`; throws an error that names the wrong key. */
export function readAnalyticsConfig(config: Config): AnalyticsConfig {
  const limit = (name: string, fallback: number) =>
    readCount(config, `analytics.limits.${name}`, fallback);
  const lagLimitMs = readMs(config, 'analytics.lagLimit', 15 * 60_000);
  return {
    pipelines: readPipelines(config, lagLimitMs),
    connection: config.getOptionalString('analytics.connection'),
    tenants: readTenants(config),
    tables: readNames(config, 'analytics.tables', TABLES),
    sharedTables: readNames(config, 'analytics.sharedTables', [
      'etl_tables',
      'etl_runs',
    ]),
    functions: readNames(config, 'analytics.functions', []),
    explorer: config.getOptionalBoolean('analytics.explorer') ?? true,
    limits: {
      executionTime: readMs(config, 'analytics.limits.executionTime', 10_000),
      rowsToRead: limit('rowsToRead', 1_000_000_000),
      bytesToRead: limit('bytesToRead', 50_000_000_000),
      resultRows: limit('resultRows', 10_000),
    },
    concurrency: limit('concurrency', 6),
    waiting: limit('waiting', 60),
    refreshMs: readMs(config, 'analytics.refresh', 60_000),
    lagLimitSeconds: lagLimitMs / 1000,
  };
}
