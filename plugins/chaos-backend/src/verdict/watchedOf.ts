import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type Component, type Components } from '../components/Components';
import { type Run } from '../runs/types';

/** Who says that one service calls another. */
export type CallSource = 'catalog' | 'traces';

/** A service that a run is judged by. */
export type WatchedService = {
  /** Its name in traces. */
  service: string;
  /** Absent where the catalog has no component of it. */
  entity?: string;
  role: Exclude<ChaosCheck['role'], 'check'>;
  /** Of a caller, how that is known. */
  knownBy?: CallSource[];
};

/** The services that call each service, by its name, as the traces have them. */
export type Callers = ReadonlyMap<string, readonly string[]>;

/**
 * The services that a run hits, and those that call them: as the catalog says, and
 * as was seen, for a catalog forgets what somebody began to call.
 */
export function watchedOf(
  { entities }: Pick<Run, 'entities'>,
  components: Components,
  callers: Callers,
): WatchedService[] {
  const targets = entities.flatMap(ref => {
    const component = components.get(ref);
    return component ? toWatched(component, 'target') : [];
  });
  const hit = new Set(targets.map(({ service }) => service));
  const seen = new Set(
    [...hit]
      .flatMap(service => callers.get(service) ?? [])
      .filter(service => !hit.has(service)),
  );
  const known = components
    .callersOf(entities)
    .flatMap(component => toWatched(component, 'caller'))
    .filter(({ service }) => !hit.has(service));
  const inCatalog = new Set(known.map(({ service }) => service));
  return [
    ...targets,
    ...known.map(
      (caller): WatchedService => ({
        ...caller,
        knownBy: seen.has(caller.service) ? ['catalog', 'traces'] : ['catalog'],
      }),
    ),
    ...[...seen]
      .filter(service => !inCatalog.has(service))
      .sort()
      .map((service): WatchedService => {
        const entity = components.ofService(service)?.ref;
        return {
          service,
          ...(entity ? { entity } : {}),
          role: 'caller',
          knownBy: ['traces'],
        };
      }),
  ];
}

function toWatched(
  { ref, service }: Component,
  role: WatchedService['role'],
): WatchedService[] {
  return service === undefined ? [] : [{ service, entity: ref, role }];
}
