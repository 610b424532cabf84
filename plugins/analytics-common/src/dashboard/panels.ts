import { z } from 'zod';
import {
  columnSchema,
  columnsSchema,
  drillDownSchema,
  formatSchema,
  identifierSchema,
  labelsSchema,
  nameSchema,
  textSchema,
} from './parts';

const panel = {
  /** Unique in the dashboard; it stands in links. */
  id: nameSchema,
  title: textSchema,
  description: textSchema.optional(),
  query: identifierSchema,
  /** Of 12. */
  width: z.number().int().min(1).max(12).optional(),
  /** In rows. */
  height: z.number().int().min(1).max(4).optional(),
  format: formatSchema.optional(),
  labels: labelsSchema.optional(),
  drillDown: drillDownSchema.optional(),
};

const values = {
  /** The columns that are drawn, one series each; or `value`, split by `series`. */
  values: columnsSchema.optional(),
  value: columnSchema.optional(),
  series: columnSchema.optional(),
  stacked: z.boolean().optional(),
};

const timeSeries = z.strictObject({
  ...panel,
  type: z.literal('timeSeries'),
  time: columnSchema,
  ...values,
});

const bars = z.strictObject({
  ...panel,
  type: z.literal('bars'),
  category: columnSchema,
  ...values,
});

const table = z.strictObject({
  ...panel,
  type: z.literal('table'),
  /** The columns that name a row; with them, rows are compared with those of the period before. */
  key: columnsSchema.optional(),
  /** Default: all columns of the query. */
  columns: z
    .array(
      z.strictObject({
        name: columnSchema,
        title: textSchema.optional(),
        format: formatSchema.optional(),
        goodWhen: z.enum(['up', 'down']).optional(),
        /** An entity reference, or an address inside the portal; `{column}` is the row's value. */
        link: z
          .string()
          .max(300)
          .regex(/^(\/(?!\/)|[a-z]+:[\w.{}-]+\/)/i, {
            error:
              'has to be an entity reference such as component:default/{service}, or a path of the portal that begins with a single /',
          })
          .optional(),
      }),
    )
    .min(1)
    .max(40)
    .optional(),
});

const value = z.strictObject({
  ...panel,
  type: z.literal('value'),
  value: columnSchema,
  /** A query for a small line over time. */
  trend: z
    .strictObject({
      query: identifierSchema,
      time: columnSchema,
      value: columnSchema,
    })
    .optional(),
  goodWhen: z.enum(['up', 'down']).optional(),
});

const funnel = z.strictObject({
  ...panel,
  type: z.literal('funnel'),
  step: columnSchema,
  count: columnSchema,
});

const heatmap = z.strictObject({
  ...panel,
  type: z.literal('heatmap'),
  x: columnSchema,
  y: columnSchema,
  value: columnSchema,
});

const topList = z.strictObject({
  ...panel,
  type: z.literal('topList'),
  label: columnSchema,
  value: columnSchema,
  /** Tells rows of the same label apart. */
  key: columnSchema.optional(),
  goodWhen: z.enum(['up', 'down']).optional(),
});

const map = z.strictObject({
  ...panel,
  type: z.literal('map'),
  /** The column with a city's name. */
  place: columnSchema.optional(),
  latitude: columnSchema.optional(),
  longitude: columnSchema.optional(),
  value: columnSchema,
});

export const panelSchema = z.discriminatedUnion(
  'type',
  [timeSeries, bars, table, value, funnel, heatmap, topList, map],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'has to be one of timeSeries, bars, table, value, funnel, heatmap, topList and map'
        : undefined,
  },
);

export type PanelSpec = z.infer<typeof panelSchema>;
