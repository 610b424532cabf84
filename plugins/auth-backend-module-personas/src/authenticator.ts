import { InputError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { type LoopbackGuard } from './LoopbackGuard';
import { type Persona } from './readPersonas';

const HEADER = 'X-Persona';

function findPersona(personas: Persona[], id: string | undefined): Persona {
  const persona = personas.find(candidate => candidate.id === id);
  if (!persona) {
    const problem =
      id === undefined ? 'No persona was named' : `There is no persona '${id}'`;
    const ids = personas.map(candidate => candidate.id).join(', ');
    throw new InputError(
      `${problem}: set the header ${HEADER} to one of ${ids}`,
    );
  }
  return persona;
}

/**
 * Takes the caller's word for who they are, when the caller is on this machine.
 */
export function createPersonasAuthenticator(options: {
  personas: Persona[];
  guard: LoopbackGuard;
}) {
  return createProxyAuthenticator<typeof options, Persona, undefined>({
    defaultProfileTransform: async ({ name }) => ({
      profile: { displayName: name },
    }),
    initialize: () => options,
    async authenticate({ req }, { personas, guard }) {
      guard.assertLocal(req);
      return { result: findPersona(personas, req.header(HEADER)) };
    },
  });
}
