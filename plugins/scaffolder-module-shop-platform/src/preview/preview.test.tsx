import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { type RenderedTemplate } from '@shop-platform/backstage-plugin-templates-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import module from '..';

jest.setTimeout(180_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };

const file = (path: string, content: string, executable = false) => ({
  path,
  content,
  encoding: 'utf8' as const,
  executable,
});

const rendered = (files: RenderedTemplate['files']): RenderedTemplate => ({
  templateRef: 'template:default/service',
  files,
  output: {},
  log: [],
});

const FORM = {
  title: 'Service',
  steps: [
    {
      title: 'The service',
      schema: {
        type: 'object',
        properties: { name: { type: 'string', title: 'Name' } },
      },
    },
  ],
};

const refusal = (status: number, error: object) =>
  Response.json({ error, response: { statusCode: status } }, { status });

/** The form of a template, over a back end that answers what a test says. */
function renderForm(options: {
  steps?: object[];
  answers?: (() => Response)[];
}) {
  const { steps = [{ action: 'fetch:template' }], answers = [] } = options;
  const asked: unknown[] = [];
  const fetch = async (
    input: RequestInfo | URL,
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init);
    if (request.url.endsWith('/parameter-schema')) {
      return Response.json(FORM);
    }
    if (request.url.endsWith('/v2/tasks')) {
      asked.push(await request.json());
      return Response.json({ id: 'task' }, { status: 201 });
    }
    if (request.url.endsWith('templates/render')) {
      asked.push(await request.json());
      return answers[Math.min(asked.length, answers.length) - 1]();
    }
    return new Response(null, { status: 404 });
  };
  renderTestApp({
    features: [scaffolderPlugin, module],
    initialRouteEntries: ['/create/templates/default/service'],
    config: { backend: { baseUrl: 'http://portal.test' } },
    apis: [
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      [
        catalogApiRef,
        catalogApiMock({
          entities: [
            {
              apiVersion: 'scaffolder.backstage.io/v1beta3',
              kind: 'Template',
              metadata: { name: 'service', namespace: 'default' },
              spec: { type: 'service', steps },
            },
          ],
        }),
      ],
      [fetchApiRef, { fetch }],
      mockApis.discovery({ baseUrl: 'http://portal.test' }),
    ],
  });
  return asked;
}

async function answerForm() {
  await userEvent.type(
    await screen.findByRole('textbox', { name: /^Name/ }, LOADED),
    'a',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
}

// The pages' own parts complain of what jsdom lacks.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
  jest.spyOn(window, 'scrollTo').mockImplementation();
});

afterEach(() => jest.restoreAllMocks());

describe('the files of a form', () => {
  it('are shown before the review, and are no answer of it', async () => {
    const asked = renderForm({
      answers: [
        () =>
          Response.json(
            rendered([
              file('README.md', '# Core\n'),
              file('k8s/base/core.yaml', 'kind: Service\n# a comment\n'),
              file('k8s/base/run.sh', '#!/bin/sh\n', true),
              {
                path: 'logo.png',
                content: 'iVAA/w==',
                encoding: 'base64',
                executable: false,
              },
            ]),
          ),
      ],
    });
    await answerForm();

    expect(
      await screen.findByText('4 files · 47 byte', {}, LOADED),
    ).toBeVisible();
    expect(asked).toEqual([
      { templateRef: 'template:default/service', values: { name: 'a' } },
    ]);
    const tree = screen.getByRole('navigation', { name: 'Files' });
    expect(within(tree).getByText('k8s/base')).toBeVisible();
    expect(screen.getByRole('region', { name: 'README.md' })).toHaveTextContent(
      '# Core',
    );

    await userEvent.click(
      within(tree).getByRole('button', { name: 'core.yaml' }),
    );
    const shown = screen.getByRole('region', { name: 'k8s/base/core.yaml' });
    expect(shown).toHaveTextContent('26 byte · 2 lines');
    expect(await within(shown).findByText('# a comment')).toHaveClass(
      'hljs-comment',
    );
    // Brings a clipboard along, which jsdom has not.
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(within(shown).getByRole('button', { name: 'Copy' }));
    expect(copied).toHaveBeenCalledWith('kind: Service\n# a comment\n');

    await userEvent.click(within(tree).getByRole('button', { name: 'run.sh' }));
    expect(
      screen.getByRole('region', { name: 'k8s/base/run.sh' }),
    ).toHaveTextContent('1 line · executable');
    await userEvent.click(
      within(tree).getByRole('button', { name: 'logo.png' }),
    );
    expect(
      screen.getByText('This file is no text, so it is not shown.'),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('row', { name: 'Name a' })).toBeVisible();
    expect(screen.getAllByRole('row')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(asked[1]).toHaveProperty('values', { name: 'a' });
  });

  it('give way to what is wrong with the answers', async () => {
    renderForm({
      answers: [
        () =>
          refusal(400, {
            name: 'InputError',
            message: 'No',
            refusals: [
              { path: 'name', title: 'Name', message: 'Small letters' },
              { path: 'size', message: 'must be 1' },
            ],
          }),
      ],
    });
    await answerForm();

    expect(
      await screen.findByText(/does not take these answers/, {}, LOADED),
    ).toBeVisible();
    expect(screen.getByText('Name: Small letters')).toBeVisible();
    expect(screen.getByText('size: must be 1')).toBeVisible();
  });

  it('say why there are none, and can be asked for again', async () => {
    renderForm({
      answers: [
        () =>
          refusal(422, {
            name: 'RenderFailedError',
            message: 'The step render failed',
          }),
        () => Response.json(rendered([])),
      ],
    });
    await answerForm();

    expect(
      await screen.findByText('The step render failed', {}, LOADED),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /again/i }));
    expect(await screen.findByText('No files')).toBeVisible();
  });

  it('are left out of a form whose template makes none', async () => {
    renderForm({ steps: [{ action: 'platform:deploy' }] });

    expect(
      await screen.findByRole('button', { name: 'Review' }, LOADED),
    ).toBeVisible();
  });
});
