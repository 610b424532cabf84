import {
  type ChaosFinding,
  type ChaosPreflight,
} from '@shop-platform/backstage-plugin-chaos-common';
import { type KnownComponents } from '../components/Components';
import { say } from '../findings/say';

/** What is said of a text that can be read. */
export function readable(kind: string): ChaosFinding {
  return { rule: 'manifest', ok: true, ...say('readable', { kind }) };
}

/** What is said of a text that is no experiment that could start. */
export function unreadable(
  problems: readonly { path?: string; message: string }[],
  lever: ChaosFinding,
): ChaosPreflight {
  return {
    mayStart: false,
    findings: [
      ...problems.map(problem => ({
        rule: 'manifest' as const,
        ok: false,
        ...problem,
      })),
      lever,
    ],
    targets: [],
    dependents: [],
  };
}

/**
 * What is hit and whose it is, who depends on it, those too that the catalog does
 * not know, and why they may not be all: as far as a person may see them.
 */
export function describeReach(
  entities: readonly string[],
  { paths, visible, unread }: KnownComponents,
): Pick<ChaosPreflight, 'components' | 'dependents' | 'unreadCallers'> {
  const components = entities.flatMap(entity => {
    const component = visible.get(entity);
    return component
      ? [{ entity, title: component.title, owners: component.owners }]
      : [];
  });
  return {
    ...(components.length > 0 ? { components } : {}),
    dependents: paths
      .dependentsOf(entities)
      .filter(({ ref, isEntity }) => !isEntity || visible.get(ref))
      .map(({ ref, title, isEntity, knownBy }) => ({
        ...(isEntity
          ? { entity: ref, owners: visible.get(ref)?.owners ?? [] }
          : {}),
        title,
        knownBy,
      })),
    ...(unread.length > 0 ? { unreadCallers: [...unread] } : {}),
  };
}
