import { Entity, EntityRelation } from '@backstage/catalog-model';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { GraphService } from '../mesh/serviceGraph';
import { createServiceGraphAction } from './createServiceGraphAction';
import { examples } from './createServiceGraphAction.examples';

const SHOP = 'system:default/shop-platform';

function component(
  name: string,
  relations: [type: string, target: string][],
  options: {
    annotations?: Record<string, string>;
    type?: string;
    system?: string;
  } = {},
): Entity {
  const {
    annotations = {
      'backstage.io/kubernetes-id': name,
      'backstage.io/kubernetes-namespace': 'shop',
    },
    type = 'service',
    system = SHOP,
  } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: { type },
    relations: [['partOf', system], ...relations].map(
      ([relation, targetRef]): EntityRelation => ({
        type: relation,
        targetRef,
      }),
    ),
  };
}

const system = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name },
});

const api = (name: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name },
  spec: { type },
});

const shop = [
  api('inventory-api', 'openapi'),
  api('stock-events', 'asyncapi'),
  system('shop-platform'),
  system('order-management'),
  component(
    'storefront',
    [
      ['dependsOn', 'component:default/core-service'],
      ['dependsOn', 'resource:default/shop-postgres'],
      ['consumesApi', 'api:default/stock-events'],
    ],
    { type: 'website' },
  ),
  component('core-service', [
    ['consumesApi', 'api:default/inventory-api'],
    ['dependsOn', 'component:default/core-service'],
  ]),
  component(
    'inventory-service',
    [
      ['providesApi', 'api:default/inventory-api'],
      ['providesApi', 'api:default/stock-events'],
    ],
    {
      system: 'system:default/order-management',
    },
  ),
  component(
    'report',
    [
      ['dependsOn', 'component:default/core-service'],
      ['dependsOn', 'component:default/gone'],
    ],
    { annotations: {} },
  ),
];

describe('platform:service-graph', () => {
  async function run(
    input: {
      systems: string[];
      wholeNamespaces?: boolean;
      components?: (string | { component: string; path: string })[];
      fromWorkspace?: boolean;
      meanwhile?: GraphService[];
    },
    entities = shop,
    workspacePath?: string,
  ) {
    const action = createServiceGraphAction({
      catalog: catalogServiceMock({ entities }),
    });
    const ctx = createMockActionContext({ input, workspacePath });
    const warn = jest.spyOn(ctx.logger, 'warn');
    await action.handler(ctx);
    return {
      outputs: Object.fromEntries(jest.mocked(ctx.output).mock.calls),
      warnings: warn.mock.calls.map(([message]) => message),
    };
  }

  it('tells who calls whom, callers of other systems included', async () => {
    const { outputs, warnings } = await run({
      systems: [SHOP, 'order-management'],
      components: [
        'core-service',
        { component: 'component:default/inventory-service', path: '/stock' },
      ],
    });
    const inShop = { namespace: 'shop', port: 80 };
    expect(outputs).toEqual({
      namespaces: ['shop'],
      services: [
        {
          ...inShop,
          name: 'core',
          component: 'component:default/core-service',
          public: false,
          depth: 1,
          callers: ['ns/shop/sa/storefront'],
        },
        {
          ...inShop,
          name: 'inventory',
          component: 'component:default/inventory-service',
          public: false,
          depth: 0,
          callers: ['ns/shop/sa/core'],
        },
        {
          ...inShop,
          name: 'storefront',
          component: 'component:default/storefront',
          public: true,
          depth: 2,
          callers: [],
        },
      ],
    });
    expect(warnings).toEqual([
      expect.stringContaining('component:default/report is left out'),
    ]);

    const alone = await run({ systems: ['order-management'] });
    expect(alone.outputs.services).toEqual([
      expect.objectContaining({ callers: ['ns/shop/sa/core'] }),
    ]);
    const together = await run({
      systems: ['order-management'],
      wholeNamespaces: true,
    });
    expect(together.outputs).toEqual(outputs);
  });

  it('comes to an end where services call one another in a circle', async () => {
    const { outputs } = await run({ systems: [SHOP] }, [
      system('shop-platform'),
      component('egg', [['dependsOn', 'component:default/hen']]),
      component('hen', [['dependsOn', 'component:default/egg']]),
    ]);
    expect(outputs.services).toEqual([
      expect.objectContaining({ depth: 3, callers: ['ns/shop/sa/hen'] }),
      expect.objectContaining({ depth: 3, callers: ['ns/shop/sa/egg'] }),
    ]);
  });

  it.each([
    [{ systems: ['nowhere'] }, 'The catalog has no system:default/nowhere'],
    [{ systems: ['component:core'] }, 'component:core is no system'],
    [{ systems: [':'] }, 'Entity reference'],
    [
      { systems: [SHOP], components: ['inventory-service'] },
      'component:default/inventory-service: not among the services',
    ],
    [
      { systems: [SHOP], components: [{ component: 'gone', path: '/' }] },
      'component:default/gone: not among the services',
    ],
  ])('refuses %j', async (input, message) => {
    await expect(run(input)).rejects.toThrow(message);
  });

  it('refuses what could be no access rule', async () => {
    const only = (...entities: Entity[]) =>
      run({ systems: [SHOP] }, [system('shop-platform'), ...entities]);
    const named = (id: string, namespace = 'shop') => ({
      annotations: {
        'backstage.io/kubernetes-id': id,
        'backstage.io/kubernetes-namespace': namespace,
      },
    });

    await expect(only()).rejects.toThrow('no component has the annotation');
    await expect(
      only(component('core', [], named('core: {}\n'))),
    ).rejects.toThrow('no name in Kubernetes');
    await expect(
      only(component('core', [], named('core', 'Shop'))),
    ).rejects.toThrow('"Shop" as backstage.io/kubernetes-namespace');
    await expect(
      only(
        component('core', [], named('core')),
        component('other', [], named('core-service')),
      ),
    ).rejects.toThrow('are both shop/core in Kubernetes');
  });

  it('takes what the platform runs on for a caller at most', async () => {
    const { outputs } = await run({ systems: [SHOP], wholeNamespaces: true }, [
      system('shop-platform'),
      component('core', []),
      component('probe', [['dependsOn', 'component:default/core']], {
        type: 'infrastructure',
      }),
    ]);
    expect(outputs.services).toEqual([
      expect.objectContaining({
        name: 'core',
        callers: ['ns/shop/sa/probe'],
      }),
    ]);
  });

  it('leaves out what somebody else has named so that it is no workload', async () => {
    const foreign = (name: string, annotations: Record<string, string>) =>
      component(name, [['dependsOn', 'component:default/core']], {
        system: 'system:default/games',
        annotations,
      });
    const { outputs, warnings } = await run({ systems: [SHOP] }, [
      system('shop-platform'),
      component('core', []),
      foreign('game', { 'backstage.io/kubernetes-id': '2048' }),
      foreign('arcade', {
        'backstage.io/kubernetes-id': 'arcade',
        'backstage.io/kubernetes-namespace': '8bit',
      }),
    ]);
    expect(outputs.services).toEqual([
      expect.objectContaining({ name: 'core', callers: ['ns/8bit/sa/arcade'] }),
    ]);
    expect(warnings).toEqual([
      expect.stringContaining('component:default/game is left out'),
    ]);
  });

  describe('of a company whose entities nobody has registered', () => {
    const directory = createMockDirectory();
    const meanwhile = [
      {
        name: 'core',
        namespace: 'shop',
        component: 'component:default/core-service',
        port: 80,
        public: false,
        depth: 0,
        callers: [],
      },
    ];

    const files = {
      'services/core/catalog-info.yaml': [
        {
          ...component('core-service', []),
          spec: {
            type: 'service',
            system: 'new-shop',
            consumesApis: 'stock-api',
            dependsOn: ['component:stock', 'resource:shop-postgres'],
          },
        },
      ],
      'services/stock/catalog-info.yaml': [
        {
          ...component('stock', []),
          spec: {
            type: 'website',
            system: 'new-shop',
            providesApis: ['stock-api'],
          },
        },
        api('stock-api', 'openapi'),
      ],
    };

    it('reads what earlier steps have rendered', async () => {
      directory.setContent(
        Object.fromEntries(
          Object.entries(files).map(([path, documents]) => [
            path,
            documents.map(document => stringify(document)).join('---\n'),
          ]),
        ),
      );
      const { outputs } = await run(
        { systems: ['new-shop'], fromWorkspace: true },
        [],
        directory.path,
      );
      expect(outputs.services).toEqual([
        expect.objectContaining({ name: 'core', depth: 1, callers: [] }),
        expect.objectContaining({
          name: 'stock',
          namespace: 'shop',
          public: true,
          callers: ['ns/shop/sa/core'],
        }),
      ]);
    });

    it('says which file is no entity', async () => {
      directory.setContent({ 'a/catalog-info.yaml': 'kind: Component' });
      await expect(
        run({ systems: [SHOP], fromWorkspace: true }, shop, directory.path),
      ).rejects.toThrow(/a.catalog-info\.yaml: .*apiVersion/s);
    });

    it('puts out what it is given until the catalog knows the systems', async () => {
      const before = await run({ systems: [SHOP, 'new-shop'], meanwhile });
      expect(before.outputs).toEqual({
        services: meanwhile,
        namespaces: ['shop'],
      });
      const after = await run({ systems: [SHOP], meanwhile });
      expect(after.outputs.services).toHaveLength(2);
      await expect(
        run({ systems: ['new-shop'], meanwhile, components: ['gone'] }),
      ).rejects.toThrow('component:default/gone: not among the services');
    });
  });

  const registered = examples.filter(
    ({ example }) => !example.includes('fromWorkspace'),
  );

  it.each(registered)('runs its example: $description', async ({ example }) => {
    const { steps } = z
      .object({
        steps: z.tuple([
          z.object({
            action: z.literal('platform:service-graph'),
            input: z.object({
              systems: z.array(z.string()),
              components: z.array(z.string()).optional(),
            }),
          }),
        ]),
      })
      .parse(parse(example));
    const { outputs } = await run(steps[0].input);
    expect(outputs.services).not.toEqual([]);
  });
});
