import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { type Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { z } from 'zod';

/** The id of the provider, in its configuration and in its URL. */
export const PROVIDER_ID = 'personas';

const CONFIG_KEY = `auth.providers.${PROVIDER_ID}`;

function normalizeUserRef(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  if (kind.toLocaleLowerCase('en-US') !== 'user') {
    throw new InputError(`it is of kind '${kind}'`);
  }
  return stringifyEntityRef({ kind, namespace, name });
}

const userEntityRefSchema = z.string().transform((ref, context) => {
  try {
    return normalizeUserRef(ref);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `'${ref}' is not the ref of a user, such as 'user:default/guest': ${
        toError(error).message
      }`,
    });
    return z.NEVER;
  }
});

const personaSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'write lower-case letters, digits and hyphens',
    ),
  name: z.string().trim().min(1, 'must not be empty').optional(),
  userEntityRef: userEntityRefSchema,
});

const personasSchema = z.strictObject({
  dangerouslyAllowOutsideDevelopment: z.boolean().default(false),
  people: z
    .array(personaSchema)
    .min(1, 'list at least one person')
    .superRefine((people, context) => {
      const ids = people.map(({ id }) => id);
      ids.forEach((id, index) => {
        if (ids.indexOf(id) !== index) {
          context.addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `'${id}' is there twice`,
          });
        }
      });
    }),
});

/** Someone one can sign in as. */
export type Persona = z.infer<typeof personaSchema>;

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.reduce<string>(
    (parent, key) =>
      typeof key === 'number'
        ? `${parent}[${key}]`
        : `${parent}.${String(key)}`,
    CONFIG_KEY,
  );
  return `${path}: ${issue.message}`;
}

/**
 * Reads the personas; `undefined` when none are configured.
 */
export function readPersonas(config: Config): Persona[] | undefined {
  const value = config.getOptional(CONFIG_KEY);
  if (value === undefined) {
    return undefined;
  }

  const parsed = personasSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration. ${parsed.error.issues
        .map(describeIssue)
        .join('; ')}`,
    );
  }

  const { dangerouslyAllowOutsideDevelopment, people } = parsed.data;
  if (
    process.env.NODE_ENV === 'production' &&
    !dangerouslyAllowOutsideDevelopment
  ) {
    throw new InputError(
      `${CONFIG_KEY} lets anybody sign in without a password and NODE_ENV is production: remove it, or set ${CONFIG_KEY}.dangerouslyAllowOutsideDevelopment on a machine that only you use`,
    );
  }
  return people;
}
