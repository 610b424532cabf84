import { z } from 'zod';
import { Signature } from '../store/gitObjects';
import { sign } from './commitChanges';
import { Host } from './Host';

/** Who did something, as the API takes it. */
export const signatureSchema = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  date: z.iso.datetime({ offset: true }).optional(),
});

/** Fills in what was not said with the technical user, and now. */
export function readSignature(
  host: Host,
  given: z.infer<typeof signatureSchema> | undefined,
): Signature {
  const own = sign(host);
  return {
    ...own,
    name: given?.name || own.name,
    email: given?.email || own.email,
    timestamp: given?.date
      ? Math.floor(Date.parse(given.date) / 1_000)
      : own.timestamp,
  };
}
