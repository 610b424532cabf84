import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { z } from 'zod';
import { filters } from './filters/filters';
import { scaffolderModuleShopPlatform } from './module';

const dryRunSchema = z.object({
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
});

const extensionsSchema = z.object({
  filters: z.record(
    z.string(),
    z.object({
      description: z.string().optional(),
      schema: z.unknown(),
      examples: z
        .array(z.object({ example: z.string(), notes: z.string().optional() }))
        .optional(),
    }),
  ),
});

const encode = (text: string) => Buffer.from(text).toString('base64');
const decode = (text: string) => Buffer.from(text, 'base64').toString('utf8');

describe('scaffolderModuleShopPlatform', () => {
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleShopPlatform,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory(),
      ],
    });
  });

  const request = (path: string, init?: RequestInit) =>
    fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder/v2/${path}`,
      init,
    );

  function dryRun(file: string, name: unknown = 'order-service') {
    const template = {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'test' },
      spec: {
        type: 'service',
        steps: [
          {
            action: 'fetch:template',
            input: {
              url: './skeleton',
              values: { name: '${{ parameters.name }}' },
            },
          },
          {
            action: 'shop-platform:template:manifest',
            input: { template: 'test', version: '1.0.0' },
          },
        ],
      },
    };
    return request('dry-run', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        template,
        values: { name },
        directoryContents: [
          { path: 'skeleton/file', base64Content: encode(file) },
        ],
      }),
    });
  }

  async function render(file: string, name?: unknown) {
    const response = await dryRun(file, name);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(text);
    }
    const { directoryContents } = dryRunSchema.parse(JSON.parse(text));
    return Object.fromEntries(
      directoryContents.map(entry => [entry.path, decode(entry.base64Content)]),
    );
  }

  it('writes the manifest in the scaffolder, a dry run included', async () => {
    const files = await render('${{ values.name }}');

    expect(files.file).toBe('order-service');
    expect(JSON.parse(files['.template/manifest.json'])).toEqual({
      template: 'test',
      version: '1.0.0',
      answers: {},
      files: { file: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it.each([
    ['order-service', "envName('url')", 'ORDER_SERVICE_URL'],
    ['orderHTTPService2', 'envName', 'ORDER_HTTP_SERVICE2'],
    ['Order service', 'pascalCase', 'OrderService'],
    ['order_service.v2', 'pascalCase', 'OrderServiceV2'],
    ['yes', 'yamlString', '"yes"'],
    ['a: "b" #c\n${{ d }}', 'yamlString', '"a: \\"b\\" #c\\n${{ d }}"'],
    ['', 'yamlString', '""'],
    ['a "b" \\ \n</script>', 'jsonString', '"a \\"b\\" \\\\ \\n</script>"'],
    ['Замовлення', 'jsonString', '"Замовлення"'],
  ])('renders %j | %s', async (name, filter, expected) => {
    const files = await render(`\${{ values.name | ${filter} }}`, name);
    expect(files.file).toBe(expected);
  });

  it.each([
    ['values.nothing | envName', 'order-service', 'envName needs a string'],
    ['values.nothing | pascalCase', 'order-service', 'pascalCase needs'],
    ['values.nothing | yamlString', 'order-service', 'yamlString needs'],
    ['values.nothing | jsonString', 'order-service', 'jsonString needs'],
    ['values.name | envName', 'замовлення', 'envName needs a name of Latin'],
    ['values.name | envName', '2-orders', '2_ORDERS cannot begin with'],
    ['values.name | pascalCase', '../orders', 'pascalCase needs a name of'],
    ['values.name | jsonString', 12, 'got number'],
    ['values.name | unique', 'order-service', 'unique: this is no list'],
  ])('refuses %s of %j', async (expression, name, message) => {
    const response = await dryRun(`\${{ ${expression} }}`, name);
    expect(response.ok).toBe(false);
    expect(await response.text()).toContain(message);
  });

  it('documents each filter with examples that hold', async () => {
    const response = await request('templating-extensions');
    const documented = extensionsSchema.parse(await response.json()).filters;

    for (const { id } of filters) {
      const { description, schema, examples = [] } = documented[id];
      expect(description).toBeTruthy();
      expect(schema).toMatchObject({
        input: { type: id === 'unique' ? 'array' : 'string' },
      });
      expect(examples).not.toHaveLength(0);
      for (const { example, notes } of examples) {
        expect((await render(example)).file).toBe(notes);
      }
    }
  });
});
