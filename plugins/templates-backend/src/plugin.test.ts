import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { chmodSync, cpSync, symlinkSync } from 'node:fs';
import request from 'supertest';
import { createTemplate, startTemplates } from './__testUtils__/startTemplates';

jest.setTimeout(60_000);

const skeleton = {
  'README.md': 'For ${{ values.name }} by ${{ values.user }}',
  'run-${{ values.name }}.sh': '#!/bin/sh\necho ok\n',
  'logo.png': Buffer.from([0x89, 0x50, 0x00, 0xff]),
};

const parameters = [
  {
    title: 'The service',
    required: ['name'],
    properties: {
      name: {
        title: 'Name',
        type: 'string',
        pattern: '^[a-z]+$',
        errorMessage: 'Small Latin letters',
      },
      size: { type: 'integer', maximum: 3, default: 2 },
      paths: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            path: {
              title: 'Path',
              type: 'string',
              maxLength: 3,
              errorMessage: { maxLength: 'Too long' },
            },
          },
        },
      },
    },
  },
];

describe('the templates API', () => {
  const folder = createMockDirectory();
  let portal: Awaited<ReturnType<typeof startTemplates>>;
  const readTree = jest.fn();

  const at = (name: string) =>
    `file:${folder.resolve('templates', name, 'template.yaml')}`;

  beforeAll(async () => {
    folder.setContent({
      secret: 'nobody reads this',
      templates: {
        greeter: {
          skeleton,
          tests: { 'huge.bin': Buffer.alloc(7 * 1024 * 1024) },
        },
        layered: {
          skeleton: {
            base: { bin: { 'run.sh': '#!/bin/sh\n' }, 'run.sh': '#!/bin/sh\n' },
          },
          tests: { 'huge.bin': Buffer.alloc(7 * 1024 * 1024) },
        },
        climber: { skeleton: { 'a.txt': 'a' } },
        huge: { skeleton: { 'huge.bin': Buffer.alloc(7 * 1024 * 1024) } },
        broken: { skeleton: { 'a.txt': '${{ values.name | nothing }}' } },
      },
    });
    chmodSync(
      folder.resolve('templates/greeter/skeleton/run-${{ values.name }}.sh'),
      0o755,
    );
    chmodSync(
      folder.resolve('templates/layered/skeleton/base/bin/run.sh'),
      0o755,
    );
    symlinkSync(
      folder.resolve('secret'),
      folder.resolve('templates/climber/skeleton/secret'),
    );
    readTree.mockImplementation(async () => ({
      dir: async () => {
        const copy = folder.resolve('copy');
        cpSync(folder.resolve('templates/greeter'), copy, { recursive: true });
        return copy;
      },
    }));
    const located = (name: string) =>
      createTemplate(name, { location: at(name) });
    portal = await startTemplates({
      readTree,
      entities: [
        createTemplate('greeter', {
          location: at('greeter'),
          spec: {
            parameters,
            output: {
              text: [{ title: 'Size', content: '${{ parameters.size }}' }],
            },
          },
        }),
        createTemplate('remote', {
          location:
            'url:https://git.test/shop/all/blob/main/greeter/template.yaml',
        }),
        createTemplate('layered', {
          location: at('layered'),
          spec: {
            steps: [
              {
                id: 'base',
                action: 'fetch:template',
                input: { url: './skeleton/base', values: {} },
              },
              { id: 'list', action: 'debug:log' },
              {
                id: 'say',
                action: 'debug:log',
                input: { message: 'Rendered, with tests' },
              },
            ],
          },
        }),
        located('climber'),
        located('huge'),
        located('broken'),
        located('gone'),
        createTemplate('nowhere'),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'core', namespace: 'default' },
        },
      ],
    });
  });

  const render = (body: object) =>
    request(portal.server).post('/api/templates/render').send(body);
  const renderNamed = (name: string) =>
    render({ templateRef: `template:default/${name}`, values: { name: 'a' } });

  it('knows what is executable in a folder below the first, takes steps without input, and leaves out a folder that is only spoken of', async () => {
    const { body } = await renderNamed('layered');

    expect(body.error?.message).toBeUndefined();
    expect(body.files).toEqual([
      expect.objectContaining({ path: 'bin/run.sh', executable: true }),
      expect.objectContaining({ path: 'run.sh', executable: false }),
    ]);
  });

  it('renders as a task of the caller would, with what the form fills in', async () => {
    const { status, body } = await render({
      templateRef: 'greeter',
      values: { name: 'loyalty' },
    });

    expect(body.error?.message).toBeUndefined();
    expect(status).toBe(200);
    expect(body).toEqual({
      templateRef: 'template:default/greeter',
      files: [
        {
          path: 'README.md',
          content: 'For loyalty by user:default/mock',
          encoding: 'utf8',
          executable: false,
        },
        {
          path: 'logo.png',
          content: 'iVAA/w==',
          encoding: 'base64',
          executable: false,
        },
        {
          path: 'run-loyalty.sh',
          content: '#!/bin/sh\necho ok\n',
          encoding: 'utf8',
          executable: true,
        },
      ],
      output: { text: [{ title: 'Size', content: 2 }] },
      log: expect.arrayContaining([
        {
          stepId: 'render',
          message: expect.stringContaining('fetch:template'),
        },
      ]),
    });
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'template-render',
        meta: { templateRef: 'greeter' },
      }),
    );
  });

  it('renders a template of a repository, and leaves no copy of it', async () => {
    const { status, body } = await renderNamed('remote');

    expect(status).toBe(200);
    expect(body.files).toHaveLength(3);
    expect(readTree).toHaveBeenCalledWith(
      'https://git.test/shop/all/tree/main/greeter/',
    );
    expect(Object.keys(folder.content() ?? {})).not.toContain('copy');
  });

  it('says which values the form does not take, in the words of the form', async () => {
    const { status, body } = await render({
      templateRef: 'greeter',
      values: {
        name: 'Точки',
        size: 4,
        paths: [{ path: '/' }, { path: '/abc' }],
      },
    });
    const missing = await render({ templateRef: 'greeter', values: {} });

    expect([status, missing.status]).toEqual([400, 400]);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('name: Small Latin letters'),
      refusals: [
        { path: 'name', title: 'Name', message: 'Small Latin letters' },
        { path: 'size', message: 'must be less than or equal to 3' },
        { path: 'paths.1.path', title: 'Path', message: 'Too long' },
      ],
    });
    expect(missing.body.error.refusals).toEqual([
      { path: 'name', message: 'requires property "name"' },
    ]);
    expect(portal.record.fail).toHaveBeenCalled();
  });

  it.each(['scaffolder.task.create', 'scaffolder.template.dry-run'])(
    'renders nothing without %s',
    async permission => {
      portal.refused.add(permission);
      const { status, body } = await renderNamed('greeter');
      portal.refused.clear();

      expect(status).toBe(403);
      expect(body.error.message).toBe(
        `You may not render templates: that takes ${permission}`,
      );
    },
  );

  it('renders nothing for nobody', async () => {
    const { status } = await renderNamed('greeter').set(
      'authorization',
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
  });

  it.each([
    ['missing', 404, 'The catalog has no template:default/missing'],
    ['gone', 404, 'The folder of template:default/gone cannot be read'],
    ['nowhere', 400, 'does not say from which file it is'],
    ['climber', 400, 'skeleton/secret of the template leads out of its folder'],
    ['huge', 400, 'too large to be rendered here'],
    ['broken', 422, 'template:default/broken was not rendered'],
  ])('says what is wrong with the template %s', async (name, status, words) => {
    const response = await renderNamed(name);

    expect(response.body.error.message).toContain(words);
    expect(response.status).toBe(status);
  });

  it.each([
    [{ templateRef: 'component:default/core', values: {} }, /is no template/],
    [{ templateRef: 'a:b:c/d', values: {} }, /a:b:c\/d/],
    [{ templateRef: 'greeter' }, /values/],
    [
      {
        templateRef: 'greeter',
        values: { name: 'a' },
        within: ['template:default/all', 'template:default/greeter'],
      },
      /template:default\/all renders template:default\/greeter renders template:default\/greeter: a template cannot be made of itself/,
    ],
  ])('refuses %j', async (body, words) => {
    const response = await render(body);

    expect(response.body.error.message).toMatch(words);
    expect(response.status).toBe(400);
  });
});
