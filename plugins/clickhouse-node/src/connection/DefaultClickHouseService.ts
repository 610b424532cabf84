import { InputError } from '@backstage/errors';
import { type ClickHouseSettings } from '../config/types';
import { type QueryTelemetry } from '../telemetry/QueryTelemetry';
import { type ClickHouseConnection, type ClickHouseService } from '../types';
import { type ConnectionPools } from './ConnectionPools';
import { DefaultClickHouseConnection } from './DefaultClickHouseConnection';

/**
 * The connections of the configuration.
 */
export class DefaultClickHouseService implements ClickHouseService {
  readonly #settings: ClickHouseSettings;
  readonly #pools: ConnectionPools;
  readonly #telemetry: QueryTelemetry;

  constructor(options: {
    settings: ClickHouseSettings;
    pools: ConnectionPools;
    telemetry: QueryTelemetry;
  }) {
    this.#settings = options.settings;
    this.#pools = options.pools;
    this.#telemetry = options.telemetry;
  }

  connection(name = 'default'): ClickHouseConnection {
    const settings = this.#settings.connections.get(name);
    if (!settings) {
      const names = [...this.#settings.connections.keys()];
      throw new InputError(
        `There is no ClickHouse connection '${name}': ${
          names.length > 0
            ? `clickhouse.connections has ${names
                .map(each => `'${each}'`)
                .join(', ')}`
            : `configure one under clickhouse.connections.${name}, with its 'url'`
        }`,
      );
    }
    return new DefaultClickHouseConnection({
      settings,
      limits: this.#settings.limits,
      ceilings: this.#settings.ceilings,
      pools: this.#pools,
      telemetry: this.#telemetry,
    });
  }
}
