import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  EntityPolicies,
  entitySchemaValidator,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { globSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  catalogDocuments,
  catalogLocations,
  entitiesOf,
  packageDocuments,
  portalConfig,
  repositoryDir,
} from './__testUtils__/catalogFiles';
import filePlaceholders from './catalog';

const refs = catalogDocuments.map(({ ref }) => ref);

describe('catalog files', () => {
  const policy = EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new DefaultNamespaceEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]);
  const kinds = [
    apiEntityV1alpha1Validator,
    componentEntityV1alpha1Validator,
    domainEntityV1alpha1Validator,
    groupEntityV1alpha1Validator,
    locationEntityV1alpha1Validator,
    resourceEntityV1alpha1Validator,
    systemEntityV1alpha1Validator,
    templateEntityV1beta3Validator,
    userEntityV1alpha1Validator,
  ];

  it.each([...catalogDocuments, ...packageDocuments])(
    'describe $ref as the catalog wants it',
    async ({ entity }) => {
      const enforced = (await policy.enforce(entity)) ?? entity;
      const known = await Promise.all(kinds.map(kind => kind.check(enforced)));
      expect(known).toContain(true);
    },
  );

  it('describe nothing twice', () => {
    const all = [...refs, ...packageDocuments.map(({ ref }) => ref)];
    expect(all).toEqual([...new Set(all)]);
  });

  it('are all reached from the configured locations, but for the packages of the portal', () => {
    const reached = new Set(
      [...catalogDocuments, ...packageDocuments].map(({ file }) => file),
    );
    const present = globSync(
      [
        'examples/**/*.yaml',
        'templates/*/template.yaml',
        '{packages,plugins}/*/catalog-info.yaml',
      ].map(pattern => resolve(repositoryDir, pattern)),
    ).filter(
      file =>
        // The teams of a new company, who are with their people in org.yaml here.
        !file.endsWith('examples/shop-platform/teams.yaml') &&
        // Manifests for Kubernetes have kinds too.
        /^apiVersion: ([a-z]+\.)?backstage\.io\//m.test(
          readFileSync(file, 'utf8'),
        ),
    );
    expect(present.filter(file => !reached.has(file))).toEqual([]);
  });
});

describe('the components of the catalog', () => {
  it('are those that run', () => {
    expect(entitiesOf('Component')).not.toEqual([]);
    for (const { metadata, spec } of entitiesOf('Component')) {
      expect([metadata.name, spec?.type, spec?.lifecycle]).toEqual([
        metadata.name,
        expect.stringMatching(/^(service|website)$/),
        'production',
      ]);
    }
  });

  it('have packages as parts of the portal, and no system, where somebody adds them', () => {
    const packages = packageDocuments.filter(
      ({ entity }) => entity.kind === 'Component',
    );
    expect(packages).not.toEqual([]);
    for (const { ref, entity } of packages) {
      expect(refs).not.toContain(ref);
      expect(entity.spec).toMatchObject({ subcomponentOf: 'portal' });
      expect(entity.spec).not.toHaveProperty('system');
    }
  });
});

describe('the shop platform', () => {
  it.each([
    ['e-commerce', 'shop-platform'],
    ['fulfillment', 'order-management'],
    ['customer-engagement', 'customer-management'],
  ])('has the domain %s with the running system %s', (domain, system) => {
    expect(refs).toContain(`domain:default/${domain}`);
    expect(
      entitiesOf('System').find(({ metadata }) => metadata.name === system),
    ).toMatchObject({ spec: { domain } });
    expect(entitiesOf('Component')).toContainEqual(
      expect.objectContaining({
        spec: expect.objectContaining({ system, lifecycle: 'production' }),
      }),
    );
  });

  it.each([
    ['core', 'core-service'],
    ['storefront', 'storefront'],
    ['inventory', 'inventory-service'],
    ['payments', 'payments-service'],
    ['shipping', 'shipping-service'],
    ['notifications', 'notifications-service'],
  ])('keeps services/%s as the component %s', (folder, name) => {
    const found = catalogDocuments.find(
      ({ ref }) => ref === `component:default/${name}`,
    );
    expect(found && relative(repositoryDir, found.file)).toBe(
      `examples/shop-platform/services/${folder}/catalog-info.yaml`,
    );
    expect(found?.entity.metadata.annotations).toEqual({
      'backstage.io/techdocs-ref': 'dir:.',
      // As its kustomization labels its pods.
      'backstage.io/kubernetes-id': `${folder}-service`,
      'backstage.io/kubernetes-namespace': 'shop',
      'shop-platform.io/service-name': `${folder}-service`,
    });
    expect(found?.entity.spec?.providesApis).toContainEqual(
      expect.stringMatching(/-api$/),
    );
  });

  it.each(['database', 'cache', 'message-broker'])('has a %s', type => {
    expect(entitiesOf('Resource')).toContainEqual(
      expect.objectContaining({ spec: expect.objectContaining({ type }) }),
    );
  });

  it.each([
    ['olena.kovalenko', ['team-platform', 'platform-engineers']],
    ['taras.melnyk', ['team-orders', 'developers']],
    ['iryna.shevchuk', ['team-engagement', 'viewers']],
    ['guest', ['viewers']],
  ])('employs %s', (name, memberOf) => {
    expect(
      entitiesOf('User').find(({ metadata }) => metadata.name === name),
    ).toMatchObject({ spec: { memberOf } });
  });

  it('has the groups that the permission roles name', () => {
    const roles = portalConfig.getConfig('permission.roles');
    const groups = roles
      .keys()
      .flatMap(role => roles.getOptionalStringArray(`${role}.groups`) ?? []);
    expect(groups).not.toEqual([]);
    expect(groups.filter(group => !refs.includes(group))).toEqual([]);
  });
});

describe.each(['file', 'url'])('the catalog back end, by %s', source => {
  const repositoryUrl = 'https://github.com/shop-platform/portal/blob/main/';
  const validateEntity = entitySchemaValidator();
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let entities: Entity[] = [];

  function urlOf(file: string): string {
    return `${repositoryUrl}${relative(repositoryDir, file)}`;
  }

  function pathOf(url: string): string {
    const [, path] = url.split(/\/(?:blob|tree)\/main\//);
    return resolve(repositoryDir, path);
  }

  /** Answers for the code host from the files of this repository. */
  const codeHost = mockServices.urlReader.mock({
    async search(url) {
      const files = globSync(pathOf(url)).map(file => ({
        url: urlOf(file),
        content: async () => readFileSync(file),
      }));
      return { files, etag: '' };
    },
    async readUrl(url) {
      return { buffer: async () => readFileSync(pathOf(url)) };
    },
  });

  async function readEntities(): Promise<Entity[]> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/catalog/entities`,
    );
    const body: unknown = await response.json();
    return Array.isArray(body) ? body.map(item => validateEntity(item)) : [];
  }

  beforeAll(async () => {
    const locations = catalogLocations.map(({ file, rules }) => ({
      type: source,
      target: source === 'file' ? file : urlOf(file),
      ...(rules && { rules }),
    }));
    const rules = portalConfig
      .getConfigArray('catalog.rules')
      .map(rule => ({ allow: rule.getStringArray('allow') }));
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderEntityModel,
        filePlaceholders,
        codeHost.factory,
        mockServices.rootConfig.factory({
          data: { catalog: { locations, rules } },
        }),
      ],
    });
    const settled = (found: Entity[]) => {
      const names = new Set(found.map(entity => stringifyEntityRef(entity)));
      return refs.every(ref => names.has(ref));
    };
    const deadline = Date.now() + 30_000;
    do {
      await pause(50);
      entities = await readEntities();
    } while (!settled(entities) && Date.now() < deadline);
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
  });

  it('takes in every entity under the configured rules', () => {
    const found = entities.map(entity => stringifyEntityRef(entity));
    expect(refs.filter(ref => !found.includes(ref))).toEqual([]);
  });

  it('finds both ends of every relation', () => {
    const found = new Set(entities.map(entity => stringifyEntityRef(entity)));
    const dangling = entities.flatMap(entity =>
      (entity.relations ?? [])
        .filter(({ targetRef }) => !found.has(targetRef))
        .map(
          ({ type, targetRef }) =>
            `${stringifyEntityRef(entity)} ${type} ${targetRef}`,
        ),
    );
    expect(dangling).toEqual([]);
  });

  it('reads the definitions of the APIs from their files', () => {
    const definitions = new Map(
      entities.map(entity => [
        stringifyEntityRef(entity),
        entity.spec?.definition,
      ]),
    );
    const differing = catalogDocuments.filter(
      ({ ref, entity }) =>
        entity.kind === 'API' &&
        definitions.get(ref) !== entity.spec?.definition,
    );
    expect(differing.map(({ ref }) => ref)).toEqual([]);
  });
});
