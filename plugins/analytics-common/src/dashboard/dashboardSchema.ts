import { z } from 'zod';
import { panelSchema } from './panels';
import {
  drillDownSchema,
  formatSchema,
  identifierSchema,
  limitsSchema,
  nameSchema,
  rangeSchema,
  refreshSchema,
  textSchema,
} from './parts';
import { checkReferences } from './references';

const scalarSchema = z.union([z.string().max(1000), z.number(), z.boolean()]);

const parameterSchema = z.strictObject({
  /** As in the SQL: `{category:String}`. */
  name: identifierSchema,
  title: textSchema.optional(),
  description: textSchema.optional(),
  /** Default: `string`. */
  type: z.enum(['string', 'number', 'boolean']).optional(),
  /** Several values; in the SQL an array, `{category:Array(String)}`. */
  multiple: z.boolean().optional(),
  required: z.boolean().optional(),
  default: z.union([scalarSchema, z.array(scalarSchema).max(100)]).optional(),
  /** The values there are: a query with the column `value` and, if need be, `label`. */
  suggestions: z.strictObject({ query: identifierSchema }).optional(),
});

const querySchema = z.strictObject({
  sql: z.string().min(1).max(20_000),
  description: textSchema.optional(),
  limits: limitsSchema.optional(),
});

const shape = z.strictObject({
  apiVersion: z.literal('shop-platform.io/v1', {
    error: 'has to be shop-platform.io/v1',
  }),
  kind: z.literal('Dashboard', { error: 'has to be Dashboard' }),
  metadata: z.strictObject({
    /** Unique among the dashboards of its entity. */
    name: nameSchema,
    title: textSchema,
    description: textSchema.optional(),
    tags: z.array(nameSchema).max(20).optional(),
  }),
  spec: z.strictObject({
    time: z.strictObject({ default: rangeSchema.optional() }).optional(),
    refresh: refreshSchema.optional(),
    parameters: z.array(parameterSchema).max(20).optional(),
    queries: z.record(identifierSchema, querySchema),
    panels: z.array(panelSchema).min(1).max(50),
  }),
});

/** A dashboard, as its file holds it. @public */
export type Dashboard = z.infer<typeof shape>;

/** A panel of a dashboard. @public */
export type DashboardPanel = Dashboard['spec']['panels'][number];

/** The kinds of panels there are. @public */
export type DashboardPanelType = DashboardPanel['type'];

/** A panel of one kind: `DashboardPanelOf<'timeSeries'>`. @public */
export type DashboardPanelOf<Type extends DashboardPanelType> = Extract<
  DashboardPanel,
  { type: Type }
>;

/** A parameter of a dashboard. @public */
export type DashboardParameter = z.infer<typeof parameterSchema>;

/** A query of a dashboard. @public */
export type DashboardQuery = z.infer<typeof querySchema>;

/** What a number means. @public */
export type DashboardFormat = z.infer<typeof formatSchema>;

/** Text that people read, in one language or in several. @public */
export type DashboardText = z.infer<typeof textSchema>;

/** Where a click on a mark leads. @public */
export type DashboardDrillDown = z.infer<typeof drillDownSchema>;

/** A value of a parameter. @public */
export type DashboardParameterValue =
  | string
  | number
  | boolean
  | (string | number | boolean)[];

/**
 * What a dashboard file has to look like. Names that it refers to have to
 * exist in it, so what it parses can be run.
 *
 * @public
 */
export const dashboardSchema: z.ZodType<Dashboard, Dashboard> =
  shape.superRefine(checkReferences);

/**
 * The shape of a dashboard file as JSON Schema, for editors.
 *
 * @public
 */
export function getDashboardJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(shape), title: 'Dashboard' };
}
