import { z } from 'zod';

const stringMap = z.record(z.string(), z.string());

/**
 * Which objects an experiment is for: all conditions have to hold.
 *
 * @public
 */
export const podSelectorSpecSchema = z.looseObject({
  namespaces: z.array(z.string()).optional(),
  fieldSelectors: stringMap.optional(),
  labelSelectors: stringMap.optional(),
  expressionSelectors: z
    .array(
      z.looseObject({
        key: z.string(),
        operator: z.string(),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  annotationSelectors: stringMap.optional(),
  /** Names of nodes. */
  nodes: z.array(z.string()).optional(),
  /** Labels of nodes. */
  nodeSelectors: stringMap.optional(),
  podPhaseSelectors: z.array(z.string()).optional(),
  /** Names of pods by namespace; nothing else counts where it is given. */
  pods: z.record(z.string(), z.array(z.string())).optional(),
});

/**
 * Which objects an experiment is for.
 *
 * @public
 */
export type PodSelectorSpec = z.infer<typeof podSelectorSpecSchema>;

/**
 * How many of the pods that match are taken.
 *
 * @public
 */
export const selectorModeSchema = z.enum([
  'one',
  'all',
  'fixed',
  'fixed-percent',
  'random-max-percent',
]);

/**
 * How many of the pods that match are taken.
 *
 * @public
 */
export type SelectorMode = z.infer<typeof selectorModeSchema>;

/**
 * A selector with its mode.
 *
 * @public
 */
export const podSelectorSchema = z.looseObject({
  // Objects that are not defaulted yet may lack it: it then means all of their namespace.
  selector: podSelectorSpecSchema.default({}),
  mode: selectorModeSchema,
  value: z.string().optional(),
});

/**
 * A selector with its mode: the part that specs and targets have in common.
 *
 * @public
 */
export type PodSelector = z.infer<typeof podSelectorSchema>;
