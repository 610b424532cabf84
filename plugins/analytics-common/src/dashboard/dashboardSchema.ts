import { z } from 'zod';
import { panelSchema } from './panels';
import {
  identifierSchema,
  limitsSchema,
  nameSchema,
  rangeSchema,
  refreshSchema,
  textSchema,
} from './parts';
import { checkReferences } from './references';
import { type Dashboard } from './types';

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
