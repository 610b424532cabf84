import { parseEntityRef } from '@backstage/catalog-model';
import { type ConfigApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const personSchema = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  userEntityRef: z.string().min(1),
});

const providerSchema = z.enum([
  'github',
  'gitlab',
  'google',
  'microsoft',
  'okta',
]);

/** A sign-in provider with an account of one's own. */
export type AccountProvider = z.infer<typeof providerSchema>;

/** One way to sign in; `key` tells them apart and is what is remembered. */
export type SignInOption =
  | { kind: 'persona'; key: string; personaId: string; name: string }
  | { kind: 'guest'; key: string }
  | { kind: 'account'; key: string; provider: AccountProvider };

/** Who can do most comes first; people with other ids follow as configured. */
const PERSONA_ORDER = ['platform-engineer', 'developer', 'viewer'];

function rank(personaId: string): number {
  const index = PERSONA_ORDER.indexOf(personaId);
  return index === -1 ? PERSONA_ORDER.length : index;
}

/** @returns every way to sign in that the configuration names */
export function readSignInOptions(config: ConfigApi): SignInOption[] {
  const people = z
    .array(personSchema)
    .parse(config.getOptional('auth.providers.personas.people') ?? []);
  const providers = z
    .array(providerSchema)
    .parse(config.getOptional('portal.signIn.providers') ?? []);

  const personas = [...people]
    .sort((one, other) => rank(one.id) - rank(other.id))
    .map(({ id, name, userEntityRef }) => ({
      kind: 'persona' as const,
      key: `persona:${id}`,
      personaId: id,
      name: name ?? parseEntityRef(userEntityRef).name,
    }));
  const accounts = providers.map(provider => ({
    kind: 'account' as const,
    key: `account:${provider}`,
    provider,
  }));

  return [
    ...personas,
    ...accounts,
    ...(config.has('auth.providers.guest')
      ? [{ kind: 'guest' as const, key: 'guest' }]
      : []),
  ];
}
