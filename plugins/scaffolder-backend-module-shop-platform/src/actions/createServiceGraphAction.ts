import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { type CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { readWorkspaceEntities } from '../mesh/readWorkspaceEntities';
import {
  createServiceGraph,
  GraphService,
  ServiceGraph,
} from '../mesh/serviceGraph';
import { examples } from './createServiceGraphAction.examples';

type Credentials = Parameters<CatalogService['getEntities']>[1]['credentials'];

/**
 * The action `platform:service-graph`: who calls whom, by what the catalog says,
 * for templates that render access rules.
 */
export function createServiceGraphAction(options: { catalog: CatalogService }) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'platform:service-graph',
    description:
      'Reads from the catalog, or from the catalog-info.yaml files of the workspace, which services some systems have and who calls each of them, by the dependencies and consumed APIs of all components. Of the catalog it sees what the person who runs the template may see.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        systems: z =>
          z
            .array(z.string().min(1))
            .min(1)
            .describe('The systems whose services are wanted'),
        wholeNamespaces: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether the services of other systems in the same namespaces come along, for rules that hold for whole namespaces; not by default',
            ),
        components: z =>
          z
            .array(
              z.union([
                z.string().min(1),
                z.object({ component: z.string().min(1) }).passthrough(),
              ]),
            )
            .optional()
            .describe(
              'Components that have to be among them, because later steps speak of them; or answers that have one as their component',
            ),
        fromWorkspace: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether the catalog-info.yaml files of the workspace are read in place of the catalog, for what earlier steps have rendered and nobody has registered; not by default',
            ),
        meanwhile: z =>
          z
            .array(
              z.object({
                name: z.string(),
                namespace: z.string(),
                component: z.string(),
                port: z.number(),
                public: z.boolean(),
                depth: z.number(),
                callers: z.array(z.string()),
              }),
            )
            .optional()
            .describe(
              'The services to put out as long as the catalog does not know all of the systems, as an earlier run of this action put them out',
            ),
      },
      output: {
        services: z =>
          z
            .array(
              z.object({
                name: z.string(),
                namespace: z.string(),
                component: z.string(),
                port: z.number(),
                public: z.boolean(),
                depth: z.number(),
                callers: z.array(z.string()),
              }),
            )
            .describe(
              'Each service by its name in Kubernetes: its namespace, component and port, whether it is a website, how many calls follow one another below it (three at most), and the service accounts that call it, as ns/shop/sa/core',
            ),
        namespaces: z =>
          z.array(z.string()).describe('The namespaces of the services'),
      },
    },
    async handler(ctx) {
      const { logger } = ctx;
      const systems = ctx.input.systems.map(ref => normalise(ref, 'system'));
      const wanted = new Set(
        (ctx.input.components ?? []).map(item =>
          normalise(
            typeof item === 'string' ? item : item.component,
            'component',
          ),
        ),
      );
      const graph = await readGraph(ctx, catalog, systems);
      if (graph.services.length === 0) {
        throw new InputError(
          `${systems.join(
            ' and ',
          )}: no component has the annotation backstage.io/kubernetes-id`,
        );
      }
      const { services, leftOut, cameAlong } = graph;
      const missing = [...wanted].filter(
        ref => !services.some(({ component }) => component === ref),
      );
      if (missing.length > 0) {
        throw new InputError(
          `${missing.join(' and ')}: not among the services of ${systems.join(
            ' and ',
          )}`,
        );
      }

      for (const ref of leftOut) {
        logger.warn(
          `${ref} is left out: it has no annotation backstage.io/kubernetes-id`,
        );
      }
      for (const ref of cameAlong) {
        logger.info(`${ref} comes along: it is in one of the namespaces`);
      }
      for (const { name, callers } of services) {
        logger.info(
          `${name} is called by ${callers.join(', ') || 'no other service'}`,
        );
      }
      ctx.output('services', services);
      ctx.output('namespaces', [
        ...new Set(services.map(({ namespace }) => namespace)),
      ]);
    },
  });
}

async function readGraph(
  ctx: {
    input: {
      wholeNamespaces?: boolean;
      fromWorkspace?: boolean;
      meanwhile?: GraphService[];
    };
    workspacePath: string;
    getInitiatorCredentials(): Promise<Credentials>;
  },
  catalog: CatalogService,
  systems: string[],
): Promise<ServiceGraph> {
  const { wholeNamespaces = false, fromWorkspace, meanwhile = [] } = ctx.input;
  if (fromWorkspace) {
    const entities = await readWorkspaceEntities(ctx.workspacePath);
    const ofKind = (kind: string) =>
      entities.filter(entity => entity.kind === kind);
    return createServiceGraph(
      { components: ofKind('Component'), apis: ofKind('API') },
      new Set(systems),
      { wholeNamespaces },
    );
  }
  const credentials = await ctx.getInitiatorCredentials();
  const found = await catalog.getEntitiesByRefs(
    { entityRefs: systems, fields: ['kind', 'metadata.name'] },
    { credentials },
  );
  const unknown = systems.filter((_, index) => !found.items[index]);
  if (unknown.length > 0 && meanwhile.length > 0) {
    return { services: meanwhile, leftOut: [], cameAlong: [] };
  }
  if (unknown.length > 0) {
    throw new InputError(
      `The catalog has no ${unknown.join(' and no ')}, or you may not see it`,
    );
  }
  return createServiceGraph(
    {
      components: await readAll(catalog, credentials, 'Component'),
      apis: await readAll(catalog, credentials, 'API'),
    },
    new Set(systems),
    { wholeNamespaces },
  );
}

async function readAll(
  catalog: CatalogService,
  credentials: Credentials,
  kind: 'Component' | 'API',
): Promise<Entity[]> {
  const { items } = await catalog.getEntities(
    {
      filter: { kind },
      fields: [
        'apiVersion',
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.annotations',
        'spec.type',
        'relations',
      ],
    },
    { credentials },
  );
  return items;
}

function normalise(ref: string, kind: string): string {
  try {
    const parsed = parseEntityRef(ref, { defaultKind: kind });
    if (parsed.kind.toLocaleLowerCase('en-US') === kind) {
      return stringifyEntityRef(parsed);
    }
  } catch (error) {
    throw new InputError(toError(error).message);
  }
  throw new InputError(`${ref} is no ${kind}`);
}
