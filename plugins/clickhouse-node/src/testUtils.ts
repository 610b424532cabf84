/**
 * For tests on a real ClickHouse.
 *
 * @packageDocumentation
 */
export { createClickHouseService } from './testUtils/createClickHouseService';
export { describeOnClickHouse } from './testUtils/describeOnClickHouse';
export {
  createClickHouseTestDatabase,
  type ClickHouseTestDatabase,
} from './testUtils/TestDatabase';
export type { Sql } from './sql/Sql';
export type {
  ClickHouseConnection,
  ClickHouseService,
  QueryLimits,
  QueryOptions,
  QueryResult,
  QueryStatistics,
  TableOptions,
  TableResult,
} from './types';
