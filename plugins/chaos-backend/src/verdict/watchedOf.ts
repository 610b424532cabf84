import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { type Components } from '../components/Components';
import { type Run } from '../runs/types';

/** A service that a run is judged by. */
export type WatchedService = {
  /** Its name in traces. */
  service: string;
  entity: string;
  role: Exclude<ChaosCheck['role'], 'check'>;
};

/** The services that a run hits, and those that call them. */
export function watchedOf(
  { entities }: Pick<Run, 'entities'>,
  components: Components,
): WatchedService[] {
  const targets = entities.flatMap(ref => components.get(ref) ?? []);
  return [
    ...targets.map(component => ({ component, role: 'target' as const })),
    ...components
      .callersOf(entities)
      .map(component => ({ component, role: 'caller' as const })),
  ].flatMap(({ component: { ref, service }, role }) =>
    service === undefined ? [] : [{ service, entity: ref, role }],
  );
}
