import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  scaffolderApiRef,
  type TemplateParameterSchema,
} from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import module from '.';

const template: TemplateParameterSchema = {
  title: 'Service',
  steps: [
    {
      title: 'The service',
      schema: {
        type: 'object',
        required: ['name', 'repoUrl'],
        properties: {
          name: {
            type: 'string',
            title: 'Name',
            'ui:field': 'NewEntityName',
            'ui:options': { entities: ['component:default/{name}-service'] },
          },
          repoUrl: {
            type: 'string',
            title: 'Repository',
            'ui:field': 'NewRepository',
            'ui:options': { nameFrom: 'name' },
          },
        },
      },
    },
  ],
};

const component = (name: string, repository: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      'backstage.io/managed-by-origin-location': `url:http://git.test/${repository}/blob/main/catalog-info.yaml`,
    },
  },
});

jest.setTimeout(60_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };

/** Two ranges of addresses that have to have nothing in common. */
const withRanges = {
  title: 'Mesh',
  steps: [
    {
      title: 'The regions',
      schema: {
        type: 'object',
        properties: {
          primary: { title: 'Primary', type: 'string', default: '10.0.0.0/14' },
          secondary: {
            title: 'Secondary',
            type: 'string',
            default: '10.1.0.0/16',
            'ui:field': 'AddressRange',
            'ui:options': { apartFrom: 'primary' },
          },
        },
      },
    },
  ],
};

type Options = {
  owners?: string[];
  hosts?: string[];
  form?: TemplateParameterSchema;
};

/** The same with a choice: a new repository, or a pull request to one that is there. */
const withDestination = {
  title: 'Service',
  steps: [
    {
      title: 'Where it goes',
      schema: {
        type: 'object',
        properties: {
          destination: {
            title: 'Destination',
            type: 'string',
            enum: ['new', 'existing'],
            default: 'new',
            'ui:widget': 'radio',
          },
        },
        dependencies: {
          destination: {
            oneOf: [false, true].map(exists => ({
              properties: {
                destination: { enum: [exists ? 'existing' : 'new'] },
                repoUrl: {
                  type: 'string',
                  'ui:field': 'NewRepository',
                  ...(exists ? { 'ui:options': { exists } } : {}),
                },
              },
            })),
          },
        },
      },
    },
  ],
};

function renderForm({
  owners,
  hosts = ['git.test'],
  form = template,
}: Options) {
  renderTestApp({
    features: [scaffolderPlugin, module],
    initialRouteEntries: ['/create/templates/default/service'],
    config: {
      integrations: { github: hosts.map(host => ({ host })) },
      scaffolder: { repositoryOwners: owners },
    },
    apis: [
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      [
        catalogApiRef,
        catalogApiMock({
          entities: [
            component('orders-service', 'shop-platform/core'),
            component('rewards', 'shop-platform/loyalty'),
          ],
        }),
      ],
      [scaffolderApiRef, { getTemplateParameterSchema: async () => form }],
      mockApis.discovery(),
    ],
  });
}

const nameField = () => screen.findByRole('textbox', { name: /^Name/ }, LOADED);
const repositoryField = () =>
  screen.findByRole('textbox', { name: /Repository name/ });
const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

// The pages' own parts complain of what jsdom lacks.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

describe('the fields of a template', () => {
  it('name the repository after the service, until somebody names it otherwise', async () => {
    renderForm({ owners: ['shop-platform'] });
    await userEvent.type(await nameField(), 'points');
    expect(
      await screen.findByText('Becomes git.test/shop-platform/points'),
    ).toBeVisible();
    expect(screen.queryByText('Host')).not.toBeInTheDocument();

    await userEvent.clear(await repositoryField());
    await userEvent.type(await repositoryField(), 'bonus');
    await userEvent.type(await nameField(), '-more');
    expect(await repositoryField()).toHaveValue('bonus');

    await review();
    expect(
      await screen.findByText('git.test?owner=shop-platform&repo=bonus'),
    ).toBeVisible();
    // In the order of the questions, though the repository knew its host first.
    expect(screen.getAllByRole('row')[0]).toHaveTextContent(/^Name/);
  });

  it('refuse a name that the catalog has, and say which entity has it', async () => {
    renderForm({ owners: ['shop-platform'] });
    await userEvent.type(await nameField(), 'orders');
    await review();
    expect(
      (
        await screen.findAllByText(
          /The name is taken: the catalog has component:default\/orders-service already/,
        )
      )[0],
    ).toBeVisible();
  });

  it('refuse a repository that the catalog reads from, and one that GitHub would not take', async () => {
    renderForm({ owners: ['shop-platform'] });
    await userEvent.type(await nameField(), 'loyalty');
    await review();
    expect(
      (
        await screen.findAllByText(
          /The repository is taken: component:default\/rewards comes from it/,
        )
      )[0],
    ).toBeVisible();

    await userEvent.clear(await repositoryField());
    await userEvent.type(await repositoryField(), 'a/b');
    await review();
    expect(
      (await screen.findAllByText(/A repository name has Latin letters/))[0],
    ).toBeVisible();
  });

  it('ask where only when there is a choice', async () => {
    renderForm({ hosts: ['git.test', 'github.com'] });
    await userEvent.type(await nameField(), 'points');
    expect(screen.getByText('Host')).toBeVisible();
    await userEvent.type(
      screen.getByRole('textbox', { name: /Organisation or user/ }),
      'team',
    );
    expect(
      await screen.findByText('Becomes git.test/team/points'),
    ).toBeVisible();
  });

  it('take a repository that the catalog reads from where it may be there already', async () => {
    renderForm({ owners: ['shop-platform'], form: withDestination });
    await screen.findByText('Destination', undefined, LOADED);
    await userEvent.type(await repositoryField(), 'loyalty');
    expect(screen.getByText('git.test/shop-platform/loyalty')).toBeVisible();
    await review();
    expect(
      (
        await screen.findAllByText(
          /The repository is taken: component:default\/rewards comes from it/,
        )
      )[0],
    ).toBeVisible();

    await userEvent.click(screen.getByRole('radio', { name: 'existing' }));
    await review();
    expect(
      await screen.findByText('git.test?owner=shop-platform&repo=loyalty'),
    ).toBeVisible();
  });

  it('refuse a range of addresses that overlaps another one', async () => {
    renderForm({ form: withRanges });
    const secondary = await screen.findByRole(
      'textbox',
      { name: 'Secondary' },
      LOADED,
    );
    await review();
    expect(
      (
        await screen.findAllByText(
          /The range has addresses in common with 10\.0\.0\.0\/14/,
        )
      )[0],
    ).toBeVisible();

    await userEvent.clear(secondary);
    await userEvent.type(secondary, '10.4.0.0/16');
    await review();
    expect(await screen.findByText('10.4.0.0/16')).toBeVisible();
  });
});
