import { applyPatch, JsonPatchError } from 'fast-json-patch';
import { z } from 'zod';
import { ApiError, badRequest } from '../model/ApiError';
import { clone } from '../model/json';

const path = z.string();
const patchSchema = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('add'), path, value: z.unknown() }),
    z.object({ op: z.literal('replace'), path, value: z.unknown() }),
    z.object({ op: z.literal('test'), path, value: z.unknown() }),
    z.object({ op: z.literal('remove'), path }),
    z.object({ op: z.literal('move'), path, from: path }),
    z.object({ op: z.literal('copy'), path, from: path }),
  ]),
);

/** More than this many operations are refused, as by the real server. */
const MAX_OPERATIONS = 10_000;

/** RFC 6902. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  const parsed = patchSchema.safeParse(patch);
  if (!parsed.success) {
    throw badRequest(`error decoding patch: ${z.prettifyError(parsed.error)}`);
  }
  if (parsed.data.length > MAX_OPERATIONS) {
    throw new ApiError(
      413,
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${parsed.data.length}`,
    );
  }
  try {
    return applyPatch(clone(target), parsed.data, true, false, true)
      .newDocument;
  } catch (error) {
    if (error instanceof JsonPatchError) {
      throw new ApiError(
        422,
        'Invalid',
        `the server rejected our request due to an error in our request: ${
          error.message.split('\n')[0]
        }`,
      );
    }
    throw error;
  }
}
