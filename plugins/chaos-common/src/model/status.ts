import { z } from 'zod';

/**
 * What became of one target of an experiment.
 *
 * @public
 */
export const chaosRecordSchema = z.looseObject({
  /** `namespace/pod`, or `namespace/pod/container`. */
  id: z.string(),
  /** `.` for the selector of the experiment, `.Target` for that of its target. */
  selectorKey: z.string(),
  /** `Injected`, `Not Injected`, or one of these with what it waits for. */
  phase: z.string(),
  injectedCount: z.number(),
  recoveredCount: z.number(),
  events: z
    .array(
      z.looseObject({
        type: z.enum(['Succeeded', 'Failed']),
        operation: z.enum(['Apply', 'Recover']),
        message: z.string().optional(),
        timestamp: z.string().nullish(),
      }),
    )
    .optional(),
});

/**
 * What became of one target of an experiment.
 *
 * @public
 */
export type ChaosRecord = z.infer<typeof chaosRecordSchema>;

/**
 * The status that all kinds of experiments have.
 *
 * @public
 */
export const chaosStatusSchema = z.looseObject({
  conditions: z
    .array(
      z.looseObject({
        type: z.string(),
        status: z.enum(['True', 'False', 'Unknown']),
        reason: z.string().optional(),
      }),
    )
    .optional(),
  experiment: z
    .looseObject({
      desiredPhase: z.enum(['Run', 'Stop']).optional(),
      containerRecords: z.array(chaosRecordSchema).optional(),
    })
    .optional(),
});

/**
 * The status that all kinds of experiments have.
 *
 * @public
 */
export type ChaosStatus = z.infer<typeof chaosStatusSchema>;
