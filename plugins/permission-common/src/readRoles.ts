import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { type Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { z } from 'zod';
import { explainPattern } from './patterns';
import { type Role } from './types';

const ROLES_KEY = 'permission.roles';

const { isValidEntityName, isValidNamespace } = makeValidator();

function normalizeGroupRef(ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  if (kind.toLocaleLowerCase('en-US') !== 'group') {
    throw new InputError(`it is of kind '${kind}'`);
  }
  if (!isValidNamespace(namespace) || !isValidEntityName(name)) {
    throw new InputError('it holds characters that no entity may have');
  }
  // Ownership claims are in lower case, whatever the catalog files say.
  return stringifyEntityRef({ kind, namespace, name });
}

const groupSchema = z.string().transform((ref, context) => {
  try {
    return normalizeGroupRef(ref);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `'${ref}' is not the ref of a group, such as 'group:default/developers': ${
        toError(error).message
      }`,
    });
    return z.NEVER;
  }
});

const patternSchema = z.string().superRefine((pattern, context) => {
  const message = explainPattern(pattern);
  if (message) {
    context.addIssue({ code: 'custom', message });
  }
});

const roleSchema = z
  .strictObject({
    title: z.string().trim().min(1, 'must not be empty').optional(),
    groups: z.array(groupSchema).optional(),
    everyone: z.boolean().default(false),
    allow: z.array(patternSchema).default([]),
    allowOwned: z.array(patternSchema).default([]),
  })
  .refine(role => role.everyone || role.groups, {
    message:
      "nobody can hold this role: list its 'groups', or set 'everyone: true'",
  });

// A later configuration file removes a role by setting it to null.
const rolesSchema = z.record(z.string(), roleSchema.nullable());

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.reduce<string>(
    (parent, key) =>
      typeof key === 'number'
        ? `${parent}[${key}]`
        : `${parent}.${String(key)}`,
    ROLES_KEY,
  );
  return `${path}: ${issue.message}`;
}

/**
 * Reads the roles under `permission.roles`.
 *
 * @returns the roles in the order of the configuration, empty when none are configured
 * @throws InputError that names every wrong key and says what is wrong with it
 * @public
 */
export function readRoles(config: Config): Role[] {
  const parsed = rolesSchema.safeParse(config.getOptional(ROLES_KEY) ?? {});
  if (!parsed.success) {
    throw new InputError(
      `Invalid configuration. ${parsed.error.issues
        .map(describeIssue)
        .join('; ')}`,
    );
  }

  return Object.entries(parsed.data).flatMap(([id, role]) =>
    role ? [{ ...role, id, groups: role.groups ?? [] }] : [],
  );
}
