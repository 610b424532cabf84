import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { TemplateRenderer } from './render/TemplateRenderer';
import { readCases, TemplateCase } from './template/cases';
import { TEMPLATES_FOLDER } from './template/findTemplates';
import { Rendered } from './types';

// It renders a whole platform; a busy machine takes its time.
jest.setTimeout(600_000);

/** Whose words are about the shop of the examples, whatever the company is. */
const ABOUT_THE_EXAMPLE =
  /(\.tftest\.hcl|alerts\.test\.yaml|load-balancer\/variables\.tf)$/;
/** Modules of Go are called so, which leads nowhere. */
const GO_MODULE = /shop\.example\.com\/[a-z-]+-service/g;

const refs = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(value => [value ?? []].flat());

const entitySchema = z.looseObject({
  apiVersion: z.string().startsWith('backstage.io/'),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    owner: refs,
    system: refs,
    domain: refs,
    parent: refs,
    dependsOn: refs,
    dependencyOf: refs,
    providesApis: refs,
    consumesApis: refs,
    targets: z.array(z.string()).default([]),
  }),
});

const KINDS = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  parent: 'group',
  dependsOn: undefined,
  dependencyOf: undefined,
  providesApis: 'api',
  consumesApis: 'api',
} as const;

const template = join(TEMPLATES_FOLDER, 'shop-platform');
/** Of the case `small`, from which all others here are made. */
const REPOSITORY = 'Kramnytsia/platform';

function valuesOf(name: string): TemplateCase['values'] {
  return readCases(template).find(one => one.name === name)?.values ?? {};
}

async function render(values: TemplateCase['values']): Promise<Rendered> {
  const renderer = await TemplateRenderer.start();
  try {
    return await renderer.render({ template, values });
  } finally {
    await renderer.stop();
  }
}

function readEntities({ files }: Rendered) {
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ path, content }) =>
      parseAllDocuments(content.toString('utf8')).flatMap(document => {
        const { data } = entitySchema.safeParse(document.toJS());
        return data ? [{ path, entity: data }] : [];
      }),
    );
}

/** What names the shop of the examples in files that are about another one. */
function findMentions({ files }: Rendered, ...others: RegExp[]): string[] {
  return files
    .filter(({ path }) => !ABOUT_THE_EXAMPLE.test(path))
    .filter(({ content }) => {
      const text = content.toString('utf8').replace(GO_MODULE, '');
      return [/shop\.example\.com|shop-example/, ...others].some(name =>
        name.test(text),
      );
    })
    .map(({ path }) => path);
}

/** What the catalog would not find: entities by their refs, and files. */
function findUnknown(rendered: Rendered): string[] {
  const entities = readEntities(rendered);
  const known = new Set(
    entities.map(({ entity: { kind, metadata } }) =>
      stringifyEntityRef({ kind, name: metadata.name }),
    ),
  );
  const unknown = entities.flatMap(({ path, entity }) =>
    Object.entries(KINDS).flatMap(([field, defaultKind]) =>
      refs
        .parse(entity.spec[field])
        .map(ref => stringifyEntityRef(parseEntityRef(ref, { defaultKind })))
        .filter(ref => !known.has(ref))
        .map(ref => `${path}: ${field} ${ref}`),
    ),
  );
  const paths = new Set(rendered.files.map(({ path }) => path));
  const targets = entities.flatMap(({ entity }) =>
    entity.spec.targets.map(target => target.replace('./', '')),
  );
  expect(known.size).toBeGreaterThan(20);
  // The rendered portal reads these, and nothing else of the repository.
  const read = new Set([...targets, ...portalLocations(rendered)]);
  return [
    ...unknown,
    ...[...read].filter(path => !paths.has(path)),
    ...entities.flatMap(({ path }) => (read.has(path) ? [] : [path])),
  ];
}

const namespacedSchema = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.record(z.string(), z.unknown()).default({}),
  }),
});

/**
 * Namespaces that nothing limits. The checks of renderings ask all of them but those
 * of which a part says that another one limits them: here are all parts.
 */
function findUnlimited({ files }: Rendered): string[] {
  const objects = files
    .filter(({ path }) => /^infrastructure\/.*\.yaml$/.test(path))
    .flatMap(({ content }) =>
      parseAllDocuments(content.toString('utf8')).flatMap(document => {
        const { data } = namespacedSchema.safeParse(document.toJS());
        return data ? [data] : [];
      }),
    );
  const limitedBy = (limiter: string) =>
    objects
      .filter(({ kind }) => kind === limiter)
      .map(({ metadata }) => metadata.namespace);
  const namespaces = objects
    .filter(
      ({ kind, metadata }) =>
        kind === 'Namespace' &&
        metadata.annotations['shop-platform.io/no-limits'] !== undefined,
    )
    .map(({ metadata }) => metadata.name);
  expect(namespaces.sort()).toEqual(['observability', 'portal']);
  return ['ResourceQuota', 'LimitRange'].flatMap(limiter =>
    namespaces
      .filter(name => !limitedBy(limiter).includes(name))
      .map(name => `${name}: no ${limiter}`),
  );
}

/** The files of this repository that the rendered portal begins to read at. */
function portalLocations({ files }: Rendered): string[] {
  const environment = files.find(({ path }) =>
    path.endsWith('environment.env'),
  );
  const locations = environment?.content
    .toString('utf8')
    .matchAll(
      /^[A-Z]+_LOCATION=https:\/\/github\.com\/(.*)\/blob\/main\/(.*)$/gm,
    );
  return [...(locations ?? [])].map(([, repository, path]) =>
    repository === REPOSITORY ? path : `${path} of ${repository}`,
  );
}

describe("the platform of another company with the shop's own code", () => {
  let rendered: Rendered;

  beforeAll(async () => {
    rendered = await render({
      ...valuesOf('small'),
      services: [
        'core',
        'inventory',
        'notifications',
        'payments',
        'shipping',
        'storefront',
      ],
      inGo: [],
      owners: {
        platform: 'team-cloud',
        core: 'team-trade',
        inventory: 'team-stock',
        notifications: 'team-letters',
        payments: 'team-money',
        shipping: 'team-parcels',
        storefront: 'team-site',
        analytics: 'team-reports',
      },
    });
  });

  it('runs the code, and knows its own names and teams alone', () => {
    const paths = rendered.files.map(({ path }) => path);
    expect(paths).toContain('services/core/src/orders/OrderPlacement.ts');
    expect(
      paths.filter(path => /^services\/(core|payments)\/src\/items/.test(path)),
    ).toEqual([]);
    expect(paths).toContain('services/loyalty-points/src/items/routes.ts');
    expect(
      findMentions(
        rendered,
        /team-(orders|fulfillment|engagement|payments|storefront|data)\b/,
      ),
    ).toEqual([]);
    expect(findUnknown(rendered)).toEqual([]);
  });
});

describe('the platform of a small company', () => {
  let rendered: Rendered;

  beforeAll(async () => {
    rendered = await render(valuesOf('small'));
  });

  const textOf = (path: string) =>
    rendered.files.find(file => file.path === path)?.content.toString('utf8') ??
    '';

  it('has nothing of the shop of the examples', () => {
    expect(findMentions(rendered)).toEqual([]);
  });

  it('is in its own regions, and speaks of no other', () => {
    expect(findMentions(rendered, /europe-west[14]\b/)).toEqual([]);
  });

  it('has a catalog in which every name leads somewhere', () => {
    expect(findUnknown(rendered)).toEqual([]);
  });

  it('says of each namespace how much it may use', () => {
    expect(findUnlimited(rendered)).toEqual([]);
  });

  it('lets in who is called, and shows the website', () => {
    const policies = textOf(
      'infrastructure/kubernetes/istio/authorization-policies.yaml',
    );
    expect(policies).toContain('ns/shop/sa/loyalty-points');
    expect(policies).toContain('ns/shop/sa/storefront');
    expect(policies).not.toContain('payments');
    expect(
      textOf('infrastructure/kubernetes/istio/virtual-services.yaml'),
    ).toContain('kramnytsia.example.org');
  });

  it('has the same addresses in the mesh as in Terraform', () => {
    const production = textOf(
      'infrastructure/terraform/environments/production/main.tf',
    );
    expect(production).toContain('cidrsubnet("10.64.0.0/12", 1, 0)');
    const mesh = rendered.files
      .filter(({ path }) => path.startsWith('infrastructure/kubernetes/istio/'))
      .map(({ content }) => content.toString('utf8'))
      .join('\n');
    expect(mesh).toContain('10.65.0.0/16');
    expect(mesh).toContain('10.67.0.0/16');
    expect(mesh).not.toMatch(/10\.[13]\.0\.0\/16/);
  });
});
