import { z } from 'zod';
import { parseDuration } from '../duration';

/**
 * The annotation of an experiment that holds its steady-state checks, as YAML: a
 * list of {@link SteadyCheckSpec}.
 *
 * @public
 */
export const CHECKS_ANNOTATION = 'shop-platform.io/chaos-checks';

/**
 * How many checks one experiment may have.
 *
 * @public
 */
export const MAX_CHECKS = 10;

const name = z.string().trim().min(1).max(80).optional();

/** A length of time such as `300ms`. */
const latency = z.string().refine(isLatency, {
  error: 'has to be a length of time such as 300ms',
});

function isLatency(text: string): boolean {
  try {
    return parseDuration(text) > 0;
  } catch {
    return false;
  }
}

const limits = {
  below: z.number().optional(),
  above: z.number().optional(),
};

const hasOneLimit = ({
  below,
  above,
}: {
  below?: number | undefined;
  above?: number | undefined;
}) => (below === undefined) !== (above === undefined);

const oneLimit = { error: "has to have either 'below' or 'above', a number" };

/**
 * A steady-state check as it is written: what has to hold before an experiment
 * starts, while it is on, and after it.
 *
 * @public
 */
export const steadyCheckSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http'),
    name,
    url: z.string().min(1).max(2048),
    status: z.number().int().min(100).max(599).default(200),
    below: latency.default('1s'),
  }),
  z
    .strictObject({
      type: z.literal('sql'),
      name,
      query: z.string().min(1).max(80),
      ...limits,
    })
    .refine(hasOneLimit, oneLimit),
  z
    .strictObject({
      type: z.literal('promql'),
      name,
      query: z.string().trim().min(1).max(4096),
      ...limits,
    })
    .refine(hasOneLimit, oneLimit),
  z.strictObject({
    type: z.literal('latency'),
    name,
    service: z.string().min(1).max(256).optional(),
    percentile: z.union([z.literal(95), z.literal(99)]).default(95),
    below: latency,
  }),
  z.strictObject({
    type: z.literal('errors'),
    name,
    service: z.string().min(1).max(256).optional(),
    below: z.number().gt(0).max(1),
  }),
  z.strictObject({
    type: z.literal('rate'),
    name,
    service: z.string().min(1).max(256).optional(),
    /** Only what this service asks of it. */
    caller: z.string().min(1).max(256).optional(),
    /** In requests a second. */
    above: z.number().min(0),
  }),
]);

/**
 * A steady-state check as it was read.
 *
 * @public
 */
export type SteadyCheckSpec = z.infer<typeof steadyCheckSchema>;

/**
 * The steady-state checks of one experiment.
 *
 * @public
 */
export const steadyChecksSchema = z
  .array(steadyCheckSchema)
  .max(MAX_CHECKS, { error: `At most ${MAX_CHECKS} checks` });
