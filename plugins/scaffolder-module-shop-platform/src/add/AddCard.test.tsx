import { type Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { screen, waitFor, within } from '@testing-library/react';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import module from '..';

jest.setTimeout(60_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };

const component = (spec: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'loyalty-service',
    annotations: { 'backstage.io/kubernetes-id': 'loyalty' },
  },
  spec: { type: 'service', ...spec },
});

const template = (name: string, annotation?: string): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    namespace: 'default',
    name,
    title: `Title of ${name}`,
    annotations:
      annotation === undefined
        ? {}
        : { 'shop-platform.io/adds-to-component': annotation },
  },
  spec: { type: 'infrastructure', steps: [] },
});

const TEMPLATES = [
  template(
    'mesh',
    '{"systems":["{system}"],"of":"{component}","in":"{namespace}","deep":{"x":1}}',
  ),
  template('alerts', '{"services":["{service}"]}'),
  template('broken', '{"services":'),
  template('service'),
];

function render(
  entity: Entity,
  catalogApi = catalogApiMock({ entities: TEMPLATES }),
) {
  renderTestApp({
    features: [scaffolderPlugin, module],
    extensions: [createTestEntityPage({ entity })],
    apis: [
      [catalogApiRef, catalogApi],
      [scaffolderApiRef, { scaffold: jest.fn() }],
    ],
  });
}

const TEMPLATES_FOLDER = join(__dirname, '../../../../templates');

/** The templates of this repository that add something. */
function readAdditions(): Entity[] {
  return globSync(join(TEMPLATES_FOLDER, '*/template.yaml'))
    .map((path): Entity => parse(readFileSync(path, 'utf8')))
    .filter(
      ({ metadata }) =>
        metadata.annotations?.['shop-platform.io/adds-to-component'],
    );
}

/** The answers of which a template's tests keep what they render. */
function readAcceptedAnswers(name: string): unknown[] {
  return globSync(join(TEMPLATES_FOLDER, name, 'tests/cases/*.yaml'))
    .map(path => parse(readFileSync(path, 'utf8')))
    .filter(({ expect: expected }) => expected === 'ok')
    .map(({ values }) => values);
}

const card = () =>
  screen.findByRole('group', { name: 'Add to this service' }, LOADED);

async function formOf(name: string): Promise<[string, unknown]> {
  const link = await within(await card()).findByRole(
    'link',
    { name: `Title of ${name}` },
    LOADED,
  );
  const { pathname, searchParams } = new URL(
    link.getAttribute('href') ?? '',
    'http://portal',
  );
  return [pathname, JSON.parse(searchParams.get('formData') ?? '')];
}

describe('the card of what can be added to a component', () => {
  beforeEach(() => {
    jest.spyOn(console, 'warn').mockImplementation();
  });

  it('leads to the forms of the templates that say so, filled in', async () => {
    const entity = component({ system: 'loyalty' });
    entity.metadata.annotations = {
      ...entity.metadata.annotations,
      'backstage.io/kubernetes-namespace': 'points',
    };
    render(entity);

    expect(await formOf('mesh')).toEqual([
      '/create/templates/default/mesh',
      {
        systems: ['system:default/loyalty'],
        in: 'points',
        of: 'component:default/loyalty-service',
        deep: { x: 1 },
      },
    ]);
    expect((await formOf('alerts'))[1]).toEqual({ services: ['loyalty'] });
    expect((await formOf('broken'))[1]).toEqual({});
    expect(screen.queryByRole('link', { name: 'Title of service' })).toBeNull();
  });

  it.each(readAdditions())(
    'opens $metadata.name for a service that is not of the shop as a case of its tests does',
    async ({ metadata: { name, annotations = {}, ...metadata } }) => {
      const title =
        annotations['shop-platform.io/adds-to-component-title'] ??
        metadata.title ??
        name;
      const entity = component({ system: 'customer-management' });
      entity.metadata.annotations = {
        'backstage.io/kubernetes-id': 'loyalty-points',
        'backstage.io/kubernetes-namespace': 'loyalty',
      };
      render(entity, catalogApiMock({ entities: readAdditions() }));
      const link = await within(await card()).findByRole(
        'link',
        { name: title },
        LOADED,
      );
      const { searchParams } = new URL(
        link.getAttribute('href') ?? '',
        'http://portal',
      );
      const formData: Record<string, unknown> = JSON.parse(
        searchParams.get('formData') ?? '',
      );
      expect(Object.keys(formData)).not.toEqual([]);
      expect(readAcceptedAnswers(name)).toContainEqual(
        expect.objectContaining(formData),
      );
    },
  );

  it('calls what a template adds as the template says', async () => {
    const previews = template('devsecops', '{"scope":"previews"}');
    previews.metadata.annotations = {
      ...previews.metadata.annotations,
      'shop-platform.io/adds-to-component-title': 'Previews',
      'shop-platform.io/adds-to-component-description': 'One for each change',
    };
    previews.metadata.description = 'Every scanner';
    render(component(), catalogApiMock({ entities: [previews] }));
    expect(
      await within(await card()).findByRole(
        'link',
        { name: 'Previews' },
        LOADED,
      ),
    ).toBeVisible();
    expect(screen.getByText('One for each change')).toBeVisible();
    expect(screen.queryByText('Every scanner')).toBeNull();
  });

  it('leaves out what a component without a system cannot answer', async () => {
    render(component());
    expect((await formOf('mesh'))[1]).toEqual({
      systems: [],
      of: 'component:default/loyalty-service',
      deep: { x: 1 },
    });
  });

  it('says when the templates cannot be read', async () => {
    const catalogApi = catalogApiMock.mock({
      getEntities: async () => {
        throw new Error('The catalog is away');
      },
    });
    render(component(), catalogApi);
    expect(
      await within(await card()).findByText('The catalog is away', {}, LOADED),
    ).toBeVisible();
  });

  it('is not there without a template that adds something', async () => {
    const catalogApi = catalogApiMock({ entities: [template('service')] });
    const getEntities = jest.spyOn(catalogApi, 'getEntities');
    render(component(), catalogApi);
    await waitFor(() => expect(getEntities).toHaveBeenCalled(), LOADED);
    await waitFor(
      () =>
        expect(
          screen.queryByRole('group', { name: 'Add to this service' }),
        ).toBeNull(),
      LOADED,
    );
  });
});
