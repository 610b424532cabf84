import {
  stringifyEntityRef,
  type Entity,
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { parseSelector } from '@shop-platform/backstage-plugin-clusters-node';
import { getWorkloadSelection } from '@shop-platform/backstage-plugin-regions-common';
import { getServiceName } from '@shop-platform/backstage-plugin-traces-common';
import { rulesOf, type EntityRules } from '../policy/entityRules';
import { HIDDEN } from './hidden';
import { type Paths } from './Paths';

type PodLabels = {
  namespace?: string | undefined;
  labels?: Record<string, string> | undefined;
};

/** A component with what experiments have to know of it. */
export type Component = {
  ref: string;
  title: string;
  /** Its name in traces. */
  service?: string;
  hasPod(pod: PodLabels): boolean;
  /** Those that stop working when it does, directly. */
  dependents: string[];
  /** Groups and users. */
  owners: string[];
  /** Its own rules for what hits it. */
  rules?: EntityRules;
};

/** The components of the catalog as they were in one moment. */
export class Components {
  readonly #byRef: ReadonlyMap<string, Component>;
  readonly #byService: ReadonlyMap<string, Component>;

  constructor(components: Component[]) {
    this.#byRef = new Map(
      components.map(component => [component.ref, component]),
    );
    // Of several with one name, the first.
    this.#byService = new Map(
      components
        .flatMap(component =>
          component.service === undefined
            ? []
            : [[component.service, component] as const],
        )
        .reverse(),
    );
  }

  /** Reads those that the credentials may see. */
  static async read(
    catalog: CatalogService,
    credentials: BackstageCredentials,
  ): Promise<Components> {
    const { items } = await catalog.getEntities(
      {
        filter: [{ kind: 'component' }, { kind: 'api' }],
        fields: ['kind', 'metadata', 'relations'],
      },
      { credentials },
    );
    const apis = new Map(
      items
        .filter(({ kind }) => kind.toLocaleLowerCase('en-US') === 'api')
        .map(api => [
          stringifyEntityRef(api),
          related(api, RELATION_API_CONSUMED_BY),
        ]),
    );
    return new Components(
      items
        .filter(({ kind }) => kind.toLocaleLowerCase('en-US') === 'component')
        .map(entity => toComponent(entity, apis)),
    );
  }

  get(ref: string): Component | undefined {
    return this.#byRef.get(ref);
  }

  /** The component that a pod is of. */
  ofPod(pod: PodLabels): Component | undefined {
    return [...this.#byRef.values()].find(component => component.hasPod(pod));
  }

  /** The component whose requests are those of a service in traces. */
  ofService(name: string): Component | undefined {
    return this.#byService.get(name);
  }

  /** All that depend on some, over any number of steps, nearest first. */
  dependentsOf(refs: readonly string[]): Component[] {
    const seen = new Set(refs);
    const found: Component[] = [];
    let next = [...refs];
    while (next.length > 0) {
      const step = next
        .flatMap(ref => this.#byRef.get(ref)?.dependents ?? [])
        .filter(ref => !seen.has(ref));
      next = [...new Set(step)];
      for (const ref of next) {
        seen.add(ref);
        const component = this.#byRef.get(ref);
        if (component) {
          found.push(component);
        }
      }
    }
    return found;
  }

  /** Those that call some of them directly. */
  callersOf(refs: readonly string[]): Component[] {
    return [...this.#byRef.values()].filter(
      ({ ref }) =>
        !refs.includes(ref) &&
        refs.some(hit => this.#byRef.get(hit)?.dependents.includes(ref)),
    );
  }
}

/** What one person may know: rules hold for all, and names are for those who may see them. */
export type KnownComponents = {
  all: Components;
  visible: Components;
  /** Who depends on whom, by the catalog and by the traces. */
  paths: Paths;
  /** Why the traces do not tell all of it; empty where they do. */
  unread: readonly string[];
};

/** The refs of some, as far as a person may see them. */
export function refsFor(
  { all, visible }: Pick<KnownComponents, 'all' | 'visible'>,
  refs: readonly string[],
): string[] {
  return [
    ...new Set(
      refs.map(ref => (visible.get(ref) || !all.get(ref) ? ref : HIDDEN)),
    ),
  ];
}

function toComponent(entity: Entity, apis: Map<string, string[]>): Component {
  const selection = getWorkloadSelection(entity);
  const service = getServiceName(entity);
  const rules = rulesOf(entity);
  return {
    ref: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    ...(service ? { service } : {}),
    hasPod: matcherOf(selection),
    dependents: [
      ...related(entity, RELATION_DEPENDENCY_OF),
      ...related(entity, RELATION_PROVIDES_API).flatMap(
        api => apis.get(api) ?? [],
      ),
    ],
    owners: related(entity, RELATION_OWNED_BY),
    ...(rules ? { rules } : {}),
  };
}

function matcherOf(
  selection: ReturnType<typeof getWorkloadSelection>,
): Component['hasPod'] {
  if (!selection) {
    return () => false;
  }
  try {
    const matches = parseSelector(selection.selector);
    return ({ namespace, labels = {} }) =>
      (selection.namespace === undefined ||
        selection.namespace === namespace) &&
      matches(labels);
  } catch {
    // A selector that cannot be read has no pods; the catalog says so elsewhere.
    return () => false;
  }
}

function related({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
