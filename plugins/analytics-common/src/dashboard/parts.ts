import { z } from 'zod';

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const IDENTIFIER = /^[A-Za-z_]\w{0,62}$/;
const COLUMN = /^[^\p{Cc}]{1,128}$/u;

/** A name that stands in URLs. */
export const nameSchema = z.string().regex(NAME, {
  error:
    'has to be lower-case letters, digits and dashes, at most 63, such as top-products',
});

/** The name of a query or a parameter, as it stands in SQL. */
export const identifierSchema = z.string().regex(IDENTIFIER, {
  error:
    'has to be letters, digits and underscores, and not begin with a digit, such as top_products',
});

/** A column of a query. */
export const columnSchema = z.string().regex(COLUMN, {
  error: 'has to be the name of a column of the query',
});

/** Text that people read: in one language, or in several. */
export const textSchema = z.union(
  [
    z.string().min(1).max(500),
    z.strictObject({
      en: z.string().min(1).max(500),
      uk: z.string().min(1).max(500).optional(),
    }),
  ],
  { error: 'has to be text, or texts by language such as { en: …, uk: … }' },
);

/** What columns and values of a query are called where people read them. */
export const labelsSchema = z.strictObject({
  columns: z.record(columnSchema, textSchema).optional(),
  /** By column, and in it by value, as it is written without this. */
  values: z
    .record(columnSchema, z.record(z.string().min(1).max(200), textSchema))
    .optional(),
});

/** How long back a dashboard looks. */
export const rangeSchema = z.string().regex(/^[1-9]\d{0,3}[mhdw]$/, {
  error: 'has to be a number of minutes, hours, days or weeks, such as 30d',
});

/** How often a dashboard reads again. */
export const refreshSchema = z
  .string()
  .regex(/^([5-9]s|[1-9]\d{1,2}s|[1-9]\d{0,2}[mh])$/, {
    error: 'has to be 5s or more: a number of seconds, minutes or hours',
  });

/** What a number means. */
export const formatSchema = z.strictObject({
  unit: z
    .enum(['money', 'count', 'percent', 'seconds', 'bytes', 'ratio'])
    .optional(),
  /** The column that holds each row's currency, as a code of ISO 4217. */
  currencyColumn: columnSchema.optional(),
  /** The currency of all rows. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'has to be a code such as UAH' })
    .optional(),
  /** Digits behind the point. */
  decimals: z.number().int().min(0).max(9).optional(),
});

/** What a panel's query may use: lower than what is configured. */
export const limitsSchema = z.strictObject({
  rowsToRead: z.number().int().positive().optional(),
  bytesToRead: z.number().int().positive().optional(),
  /** Milliseconds. */
  executionTime: z.number().int().positive().optional(),
  resultRows: z.number().int().positive().optional(),
});

const columnsSchema = z.array(columnSchema).min(1).max(20);
const templateSchema = z.string().min(1).max(300);

/** Where a click on a mark leads. */
export const drillDownSchema = z.union(
  [
    z.strictObject({
      /** The query that lists the rows behind a mark. */
      rows: identifierSchema,
      /** Which column of the mark gives each parameter of that query. */
      parameters: z.record(identifierSchema, columnSchema).optional(),
    }),
    z.strictObject({
      /** An entity reference in which `{column}` is the mark's value. */
      entity: templateSchema,
    }),
    z.strictObject({
      /** A search for traces; `{column}` is the mark's value. */
      traces: z.strictObject({
        service: templateSchema.optional(),
        operation: templateSchema.optional(),
        attributes: z.record(z.string(), templateSchema).optional(),
      }),
    }),
    z.strictObject({
      /** The name of a dashboard of the same entity. */
      dashboard: nameSchema,
      /** Its parameters; `{column}` is the mark's value. */
      parameters: z.record(identifierSchema, templateSchema).optional(),
    }),
  ],
  {
    error:
      'has to be one of { rows, parameters }, { entity }, { traces } and { dashboard, parameters }',
  },
);

export { columnsSchema };
