import { InputError } from '@backstage/errors';

/** How a value is bound: its ClickHouse type, and the value as text or a list of texts. */
export interface SqlParameter {
  readonly type: string;
  readonly value:
    | string
    | number
    | boolean
    | null
    | readonly (string | number)[];
}

/** Text that does not stand in the source code. */
export interface ForeignText {
  readonly foreign: string;
}

export type SqlPart = string | ForeignText | SqlParameter;

/** What goes over the wire: text with placeholders, and the values apart from it. */
export interface CompiledSql {
  readonly text: string;
  readonly parameters: Record<string, SqlParameter['value']>;
}

let create: (parts: readonly SqlPart[]) => Sql;
let read: (fragment: Sql) => readonly SqlPart[];
let isMade: (value: object) => value is Sql;

/**
 * A piece of SQL in which every value is a bound parameter. Only the `sql` tag makes one.
 *
 * @public
 */
export class Sql {
  // Only this module reaches the parts and the constructor: no cast and no look-alike gets past it.
  static {
    create = parts => new Sql(parts);
    read = fragment => fragment.#parts;
    isMade = (value): value is Sql => #parts in value;
  }

  readonly #parts: readonly SqlPart[];

  private constructor(parts: readonly SqlPart[]) {
    this.#parts = parts;
  }

  /** Whether there is no text and no value in it. */
  get isEmpty(): boolean {
    return this.#parts.every(part => part === '');
  }
}

/**
 * Makes SQL of text that stands in the source code, and of parameters.
 */
export function createSql(parts: readonly SqlPart[]): Sql {
  return create(parts);
}

/**
 * The text and the parameters of a piece of SQL, in their order.
 */
export function partsOf(fragment: Sql): readonly SqlPart[] {
  return read(fragment);
}

/**
 * Whether the tag made this value.
 */
export function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && isMade(value);
}

/**
 * Numbers the parameters across all fragments.
 */
export function compileSql(query: Sql): CompiledSql {
  if (!isSql(query)) {
    // TypeScript refuses it too; this is for callers in JavaScript.
    throw new InputError(
      'A query is written with the sql`…` tag, not a string',
    );
  }
  const parameters: CompiledSql['parameters'] = {};
  const text = partsOf(query).map(part => {
    if (typeof part === 'string') {
      return part;
    }
    if ('foreign' in part) {
      return part.foreign;
    }
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = part.value;
    return `{${name}: ${part.type}}`;
  });
  return { text: text.join(''), parameters };
}
