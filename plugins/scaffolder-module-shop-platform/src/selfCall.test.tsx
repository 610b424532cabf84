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
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import module from '.';

type Step = TemplateParameterSchema['steps'][number];
type Parameters = { title: string } & Step['schema'];

const TEMPLATE = join(
  __dirname,
  '../../../templates/traced-service/template.yaml',
);

jest.setTimeout(120_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };
const REASON = 'Others only, since a service cannot call itself';

/** The page of the form that asks what the service calls, behind one that asks for its name alone. */
function readForm(): TemplateParameterSchema {
  const parameters: Parameters[] = parse(readFileSync(TEMPLATE, 'utf8')).spec
    .parameters;
  const works = parameters.filter(
    ({ title }) => title === 'What it works with',
  );
  const name = { type: 'string', title: 'Name' } as const;
  return {
    title: 'Traced service',
    steps: [
      { title: 'The service', schema: { properties: { name } } },
      ...works.map(schema => ({ title: schema.title, schema })),
    ],
  };
}

// The pages' own parts complain of what jsdom lacks.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
  jest.spyOn(window, 'scrollTo').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

const button = (name: string) => screen.findByRole('button', { name }, LOADED);

describe('the form of a traced service', () => {
  it('says that a service cannot call itself, and takes it without', async () => {
    const form = readForm();
    renderTestApp({
      features: [scaffolderPlugin, module],
      initialRouteEntries: ['/create/templates/default/traced-service'],
      apis: [
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
        [catalogApiRef, catalogApiMock()],
        [scaffolderApiRef, { getTemplateParameterSchema: async () => form }],
        mockApis.discovery(),
      ],
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Name' }, LOADED),
      'payments',
    );
    await userEvent.click(await button('Next'));
    const itself = await screen.findByRole(
      'checkbox',
      { name: 'payments' },
      LOADED,
    );
    await userEvent.click(screen.getByRole('checkbox', { name: 'core' }));
    await userEvent.click(itself);

    await userEvent.click(await button('Review'));
    expect(await screen.findByText(REASON, undefined, LOADED)).toBeVisible();

    await userEvent.click(itself);
    await userEvent.click(await button('Review'));
    expect(await button('Create')).toBeVisible();
  });
});
