import { type Components } from './Components';
import { Paths } from './Paths';
import { type SeenCallers } from './SeenCallers';

/** Who depends on whom now: asks the catalog and the traces at once. */
export async function readPaths(
  readComponents: () => Promise<Components>,
  seenCallers: Pick<SeenCallers, 'read'>,
): Promise<Paths> {
  const [components, { callers }] = await Promise.all([
    readComponents(),
    seenCallers.read(),
  ]);
  return new Paths(components, callers);
}
