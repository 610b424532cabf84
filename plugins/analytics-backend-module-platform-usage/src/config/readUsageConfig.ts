import { type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type Price } from '../types';
import { readPriceList } from './priceList';
import { readWriter, type Writer } from './readWriter';

const KEY = 'analytics.platformUsage';

// As analytics-backend has it: the name stands in the SQL of filters.
const TENANT = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** A PostgreSQL whose size is sampled. */
export type PostgresConfig = {
  name: string;
  region: string;
  url: string;
  /** The service of each schema that has one. */
  services: Record<string, string>;
};

/** A ClickHouse whose size is sampled. */
export type ClickHouseConfig = {
  name: string;
  region: string;
  connection: string | undefined;
};

export type UsageConfig = {
  writer: Writer;
  tenant: string;
  /** Where pods are sampled; everywhere when empty. */
  namespaces: string[];
  postgres: PostgresConfig[];
  clickhouse: ClickHouseConfig[];
  prices: Price[];
};

function readServices(config: Config | undefined): Record<string, string> {
  return Object.fromEntries(
    (config?.keys() ?? []).map(schema => [
      schema,
      config?.getString(schema) ?? '',
    ]),
  );
}

function readDatabases(config: Config) {
  const postgres: PostgresConfig[] = [];
  const clickhouse: ClickHouseConfig[] = [];
  const names = new Set<string>();
  const databases = config.getOptionalConfigArray(`${KEY}.databases`) ?? [];
  databases.forEach((database, index) => {
    const key = `${KEY}.databases[${index}]`;
    const name = database.getString('name');
    const region = database.getString('region');
    const type = database.getString('type');
    if (names.has(name)) {
      throw new InputError(`${key}.name: another database is called '${name}'`);
    }
    names.add(name);
    if (type === 'clickhouse') {
      const connection = database.getOptionalString('connection');
      clickhouse.push({ name, region, connection });
    } else if (type === 'postgresql') {
      const url = database.getOptionalString('url');
      const services = readServices(database.getOptionalConfig('services'));
      // An address of the environment that is not set there is no database.
      if (url) {
        postgres.push({ name, region, url, services });
      }
    } else {
      throw new InputError(
        `${key}.type: '${type}' has to be postgresql or clickhouse`,
      );
    }
  });
  return { postgres, clickhouse };
}

/**
 * Reads `analytics.platformUsage`; nothing where it is off.
 *
 * @throws InputError that names what is wrong
 */
export function readUsageConfig(config: Config): UsageConfig | undefined {
  // A bad list is refused also where it is not used yet.
  const prices = readPriceList(config.getOptional(`${KEY}.prices`));
  const connection = config.getOptionalString(`${KEY}.connection`);
  if (!connection) {
    return undefined;
  }
  const tenant = config.getOptionalString(`${KEY}.tenant`) ?? 'default';
  if (!TENANT.test(tenant)) {
    throw new InputError(
      `${KEY}.tenant: '${tenant}' has to be letters, digits, '.', '_' and '-', at most 64`,
    );
  }
  return {
    writer: readWriter(config, connection, `${KEY}.connection`),
    tenant,
    namespaces: config.getOptionalStringArray(`${KEY}.namespaces`) ?? [],
    prices,
    ...readDatabases(config),
  };
}
