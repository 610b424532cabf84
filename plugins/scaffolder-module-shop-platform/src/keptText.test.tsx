import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { keepText } from '@shop-platform/ui-kit';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import module from '.';

jest.setTimeout(60_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };

const form = {
  title: 'Change a dashboard',
  steps: [
    {
      title: 'What to propose',
      schema: {
        type: 'object',
        required: ['dashboard'],
        properties: {
          dashboard: {
            title: 'Dashboard',
            description: 'The whole file',
            type: 'string',
            'ui:field': 'KeptText',
          },
        },
      },
    },
  ],
};

/** Opens the form with what a link says of the text. */
function renderForm(dashboard: string) {
  const path = '/create/templates/default/save-dashboard';
  const search = new URLSearchParams({
    formData: JSON.stringify({ dashboard }),
  });
  // The form reads the address of the window, and not that of the router.
  window.history.replaceState(undefined, '', `${path}?${search}`);
  renderTestApp({
    features: [scaffolderPlugin, module],
    initialRouteEntries: [`${path}?${search}`],
    apis: [
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [scaffolderApiRef, { getTemplateParameterSchema: async () => form }],
      mockApis.discovery(),
    ],
  });
}

const field = () =>
  screen.findByRole('textbox', { name: /^Dashboard/ }, LOADED);
const review = () =>
  userEvent.click(screen.getByRole('button', { name: 'Review' }));

// The pages' own parts complain of what jsdom lacks.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
});

afterEach(() => {
  jest.restoreAllMocks();
  sessionStorage.clear();
  window.history.replaceState(undefined, '', '/');
});

it('shows the text that its word stands for, and sends what becomes of it', async () => {
  renderForm(String(keepText('kind: Dashboard\n')));
  expect(await field()).toHaveValue('kind: Dashboard\n');

  fireEvent.change(await field(), { target: { value: 'kind: Other\n' } });
  await review();
  expect(await screen.findByText(/kind: Other/)).toBeVisible();
});

it('sends the text, also where nobody changes it', async () => {
  renderForm(String(keepText('kind: Dashboard\n')));
  await field();
  await review();
  expect(await screen.findByText(/kind: Dashboard/)).toBeVisible();
});

it('takes a text as it is', async () => {
  renderForm('kind: Pasted\n');
  expect(await field()).toHaveValue('kind: Pasted\n');
});

it('says that the tab does not have the text, and sends no word for it', async () => {
  renderForm('kept-text:7');
  expect(await field()).toHaveValue('');
  expect(screen.getByRole('alert')).toHaveTextContent(
    'The text is not kept in this tab. Go back',
  );
  await review();
  expect(
    (await screen.findAllByText(/must have required property/))[0],
  ).toBeVisible();
});
