import {
  Entity,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

const ID = 'backstage.io/kubernetes-id';
const NAMESPACE = 'backstage.io/kubernetes-namespace';

/** The templates' services listen here, whatever port their containers have. */
const SERVICE_PORT = 80;

/** Longer chains of calls wait no longer. */
const MAX_DEPTH = 3;

/** One service of a mesh, with who calls it. */
export type GraphService = {
  /** Its name in Kubernetes, of the service and of the service account. */
  name: string;
  namespace: string;
  /** The entity ref of its component. */
  component: string;
  port: number;
  /** Whether people reach it from outside: a website. */
  public: boolean;
  /** How many calls follow one another below it, three at most. */
  depth: number;
  /** The service accounts that call it, as `ns/shop/sa/core`. */
  callers: string[];
};

export type ServiceGraph = {
  services: GraphService[];
  /** Components that are no workload in Kubernetes as far as the catalog knows. */
  leftOut: string[];
  /** Components of other systems, in the namespaces of these. */
  cameAlong: string[];
};

/**
 * Who calls whom among the components of some systems, from the relations that
 * the catalog keeps. Callers may be of any system; calls that stay within one
 * component are none, and neither is the consumption of events, which go through
 * a broker.
 */
export function createServiceGraph(
  { components, apis }: { components: Entity[]; apis: Entity[] },
  systems: ReadonlySet<string>,
  options: { wholeNamespaces: boolean },
): ServiceGraph {
  const byRef = new Map(
    components.map(component => [stringifyEntityRef(component), component]),
  );
  const events = new Set(
    apis
      .filter(({ spec }) => spec?.type === 'asyncapi')
      .map(api => stringifyEntityRef(api)),
  );
  const callees = new Map(
    components.map(component => [
      stringifyEntityRef(component),
      calleesOf(component, components, events),
    ]),
  );
  // What the platform runs on, such as its observability or the portal, may call
  // services and is none of them.
  const isService = (component: Entity) =>
    component.spec?.type !== 'infrastructure';
  const isMember = (component: Entity) =>
    isService(component) &&
    targets(component, RELATION_PART_OF).some(ref => systems.has(ref));
  refuseWrongNames(components.filter(isMember));
  const namespaces = new Set(
    options.wholeNamespaces
      ? components.filter(isMember).map(found => workloadOf(found)?.namespace)
      : [],
  );
  const comesAlong = (component: Entity) => {
    const namespace = workloadOf(component)?.namespace;
    return (
      isService(component) &&
      namespace !== undefined &&
      namespaces.has(namespace)
    );
  };
  const members = [...byRef]
    .filter(([, component]) => isMember(component) || comesAlong(component))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const depths = measureDepths(callees);
  const leftOut = new Set<string>();

  const services = members.flatMap(([ref, component]) => {
    const workload = workloadOf(component);
    if (!workload) {
      leftOut.add(ref);
      return [];
    }
    const callers = new Set<string>();
    for (const [caller, called] of callees) {
      const account = byRef.get(caller);
      if (!account || !called.has(ref)) {
        continue;
      }
      const { namespace, name } = workloadOf(account) ?? {};
      if (name) {
        callers.add(`ns/${namespace}/sa/${name}`);
      } else {
        leftOut.add(caller);
      }
    }
    return {
      ...workload,
      component: ref,
      port: SERVICE_PORT,
      public: component.spec?.type === 'website',
      depth: depths.get(ref) ?? 0,
      callers: [...callers].sort(),
    };
  });
  refuseTwins(services);
  return {
    services,
    leftOut: [...leftOut].sort(),
    cameAlong: members
      .filter(([, component]) => !isMember(component))
      .map(([ref]) => ref),
  };
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}

/** The components that a component depends on, or whose APIs it consumes. */
function calleesOf(
  component: Entity,
  components: readonly Entity[],
  events: ReadonlySet<string>,
): Set<string> {
  const consumed = new Set(
    targets(component, RELATION_CONSUMES_API).filter(api => !events.has(api)),
  );
  const providers = components
    .filter(other =>
      targets(other, RELATION_PROVIDES_API).some(api => consumed.has(api)),
    )
    .map(other => stringifyEntityRef(other));
  const called = new Set([
    ...targets(component, RELATION_DEPENDS_ON).filter(ref =>
      ref.startsWith('component:'),
    ),
    ...providers,
  ]);
  called.delete(stringifyEntityRef(component));
  return called;
}

/** The longest chain of calls below each component; a circle counts as the longest. */
function measureDepths(
  callees: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, number> {
  let depths = new Map([...callees.keys()].map(ref => [ref, 0]));
  for (let round = 0; round < MAX_DEPTH; round++) {
    const before = depths;
    depths = new Map(
      [...callees].map(([ref, called]) => [
        ref,
        Math.max(0, ...[...called].map(other => 1 + (before.get(other) ?? 0))),
      ]),
    );
  }
  return depths;
}

/**
 * What the software templates call the workload: the id without "-service".
 * Of a component whose annotations are no names in Kubernetes there is none.
 */
function workloadOf(
  component: Entity,
): { name: string; namespace: string } | undefined {
  const annotations = component.metadata.annotations ?? {};
  const id = annotations[ID];
  return id === undefined || wrongAnnotation(component)
    ? undefined
    : {
        name: id.replace(/-service$/, ''),
        namespace: annotations[NAMESPACE] ?? 'default',
      };
}

/** The annotation that is no name in Kubernetes, if there is one. */
function wrongAnnotation(component: Entity): string | undefined {
  const annotations = component.metadata.annotations ?? {};
  const id = annotations[ID]?.replace(/-service$/, '') ?? 'none';
  const namespace = annotations[NAMESPACE] ?? 'default';
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(id)) {
    return ID;
  }
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)
    ? undefined
    : NAMESPACE;
}

/** Of the systems' own components each has to be right; others are left out. */
function refuseWrongNames(members: readonly Entity[]): void {
  for (const member of members) {
    const annotation = wrongAnnotation(member);
    if (annotation) {
      throw new InputError(
        `${stringifyEntityRef(member)} has ${JSON.stringify(
          member.metadata.annotations?.[annotation],
        )} as ${annotation}, which is no name in Kubernetes`,
      );
    }
  }
}

function refuseTwins(services: readonly GraphService[]): void {
  const owners = new Map<string, string>();
  for (const { name, namespace, component } of services) {
    const place = `${namespace}/${name}`;
    const other = owners.get(place);
    if (other) {
      throw new InputError(
        `${other} and ${component} are both ${place} in Kubernetes: give each a ${ID} of its own`,
      );
    }
    owners.set(place, component);
  }
}
