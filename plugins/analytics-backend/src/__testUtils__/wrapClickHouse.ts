import {
  type ClickHouseConnection,
  type ClickHouseService,
} from '@shop-platform/backstage-plugin-clickhouse-node';

/** The same ClickHouse, some of whose answers are another's or come later. */
export function wrapClickHouse(
  service: ClickHouseService,
  over: (
    connection: ClickHouseConnection,
  ) => Partial<Pick<ClickHouseConnection, 'query' | 'table'>>,
): ClickHouseService {
  return {
    connection: name => {
      const connection = service.connection(name);
      return {
        name: connection.name,
        query: (...call) => connection.query(...call),
        stream: (...call) => connection.stream(...call),
        table: (...call) => connection.table(...call),
        ping: (...call) => connection.ping(...call),
        ...over(connection),
      };
    },
  };
}
