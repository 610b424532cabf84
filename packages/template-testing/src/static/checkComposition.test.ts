import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { TemplateSource } from '../template/TemplateSource';
import { checkComposition } from './checkComposition';

const template = (name: string, spec: object) => ({
  'template.yaml': stringify({ metadata: { name }, spec }),
});

describe('checkComposition', () => {
  const directory = createMockDirectory();

  async function check(values: object) {
    directory.setContent({
      whole: template('whole', {
        steps: [
          {
            action: 'platform:render-template',
            input: { template: 'template:default/part', values },
          },
        ],
      }),
      part: template('part', {
        parameters: [
          { properties: { name: { type: 'string' } } },
          {
            dependencies: {
              name: { oneOf: [{ properties: { port: { type: 'integer' } } }] },
            },
          },
        ],
        steps: [],
      }),
    });
    return checkComposition(
      await TemplateSource.read(directory.resolve('whole')),
    );
  }

  it('tells which answer is to no question of the other template', async () => {
    expect(await check({ name: 'core', port: 80 })).toEqual([]);
    expect(await check({ nme: 'core' })).toEqual([
      { where: 'template.yaml', message: 'part does not ask for nme' },
    ]);
  });
});
