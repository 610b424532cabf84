/**
 * The one ClickHouse service of the back ends: safe SQL, limits, cancellation, typed errors.
 *
 * @packageDocumentation
 */
export { dateTime64, decimal, float64, int64, uint64 } from './columns';
export {
  ClickHouseQueryError,
  type ClickHouseQueryErrorKind,
  type ClickHouseQueryErrorOptions,
} from './errors/ClickHouseQueryError';
export { ClickHouseUnavailableError } from './errors/ClickHouseUnavailableError';
export { clickhouseServiceRef } from './service';
export { type SqlInteger } from './sql/parameters';
export {
  foreignSql,
  type ForeignSqlParameter,
  type ForeignSqlPart,
} from './sql/foreignSql';
export { type Sql } from './sql/Sql';
export { sql, type SqlTag, type SqlValue } from './sql/tag';
export {
  type ClickHouseConnection,
  type ClickHouseService,
  type QueryLimits,
  type QueryOptions,
  type QueryResult,
  type QueryStatistics,
  type TableOptions,
  type TableResult,
} from './types';
