import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { FilePlaceholderProcessor } from './FilePlaceholderProcessor';

describe('FilePlaceholderProcessor', () => {
  const folder = createMockDirectory({
    content: {
      'secret.txt': 'not for the catalog',
      catalog: {
        'openapi.yaml': 'openapi: 3.1.0\n',
        'broken.json': '{',
        nested: { 'limits.json': '{"rate": 5}' },
      },
    },
  });
  const emitted: unknown[] = [];

  beforeEach(() => {
    emitted.length = 0;
  });

  function process(spec: JsonObject, type = 'file') {
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'core-api' },
      spec,
    };
    return new FilePlaceholderProcessor().preProcessEntity(
      entity,
      { type, target: folder.resolve('catalog/catalog-info.yaml') },
      result => emitted.push(result),
    );
  }

  it('reads text, JSON and YAML from beside the catalog file and below, anywhere in the spec', async () => {
    const { spec } = await process({
      definition: { $text: './openapi.yaml' },
      parsed: { $yaml: 'openapi.yaml' },
      list: [{ limits: { $json: './nested/limits.json' } }, 7, null],
      kept: { $text: 'a', and: 'another key' },
    });
    expect(spec).toEqual({
      definition: 'openapi: 3.1.0\n',
      parsed: { openapi: '3.1.0' },
      list: [{ limits: { rate: 5 } }, 7, null],
      kept: { $text: 'a', and: 'another key' },
    });
    expect(emitted).toContainEqual({
      type: 'refresh',
      key: `file:${folder.resolve('catalog/openapi.yaml')}`,
    });
  });

  it('leaves entities from elsewhere to Backstage', async () => {
    const spec = { definition: { $text: './openapi.yaml' } };
    expect((await process(spec, 'url')).spec).toBe(spec);
  });

  it.each([
    ['../secret.txt', /could not use the file \.\.\/secret\.txt/],
    ['/etc/passwd', /could not use the file \/etc\/passwd/],
    ['./missing.yaml', /could not use the file \.\/missing\.yaml: .*ENOENT/],
    [7, /\$json takes the path of a file/],
    ['./broken.json', /could not use the file \.\/broken\.json/],
  ])('refuses %s with what is wrong', async (reference, message) => {
    await expect(process({ definition: { $json: reference } })).rejects.toThrow(
      message,
    );
  });
});
