import { InputError } from '@backstage/errors';
import { createSql, type Sql } from './Sql';

/**
 * A value of SQL that does not stand in the source code, in the form that ClickHouse reads for
 * its type.
 *
 * @public
 */
export interface ForeignSqlParameter {
  /** Of a value, such as `UInt64` or `Array(String)`: names of tables and columns are not bound. */
  type: string;
  /** Times as text in the zone of the type, lists of numbers as text such as `[1,2]`. */
  value: string | number | boolean | null | readonly (string | number)[];
}

/**
 * A piece of SQL that does not stand in the source code, or a value in it.
 *
 * @public
 */
export type ForeignSqlPart = string | ForeignSqlParameter;

const INTEGER = String.raw`U?Int(?:8|16|32|64|128|256)`;
const TIME = String.raw`Date(?:32|Time)?|DateTime64\(\d\)|DateTime64\(\d, ?'[\w/+-]+'\)|DateTime\('[\w/+-]+'\)`;
const VALUE = String.raw`(?:String|Bool|UUID|Float(?:32|64)|${INTEGER}|Decimal\(\d+, ?\d+\)|${TIME})`;
const TYPE = new RegExp(
  String.raw`^(?:${VALUE}|Nullable\(${VALUE}\)|Array\(${VALUE}\))$`,
);

/**
 * Makes SQL of text that does not stand in the source code, such as that of a dashboard file. It
 * can do all that the connection's user may, so whoever uses it has to check the text first, and
 * runs it with `table`, which lets it change no setting. Values are bound, as in other SQL.
 *
 * @throws InputError when a type is not that of a value
 * @public
 */
export function foreignSql(parts: readonly ForeignSqlPart[]): Sql {
  return createSql(
    parts.map(part => {
      if (typeof part === 'string') {
        return { foreign: part };
      }
      if (!TYPE.test(part.type)) {
        throw new InputError(
          `A parameter cannot have the type ${part.type}: use String, a number, Bool, UUID, Decimal(p, s), Date, DateTime or DateTime64(p), a Nullable of one, or an Array`,
        );
      }
      return { type: part.type, value: part.value };
    }),
  );
}
