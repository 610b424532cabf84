import { isError, ServiceUnavailableError } from '@backstage/errors';
import { type SignInResolver } from '@backstage/plugin-auth-node';
import { type Persona } from './readPersonas';

/**
 * Signs in as the persona's user in the catalog, with the groups it has there.
 * There is no identity to fall back on: it would be a person without groups.
 */
export const signInAsPersona: SignInResolver<Persona> = async (
  { result: { userEntityRef } },
  context,
) => {
  try {
    return await context.signInWithCatalogUser({ entityRef: userEntityRef });
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      throw new ServiceUnavailableError(
        `The catalog does not have ${userEntityRef} yet: it may still be loading, try again in a moment`,
      );
    }
    throw error;
  }
};
