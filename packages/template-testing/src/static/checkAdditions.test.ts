import { createMockDirectory } from '@backstage/backend-test-utils';
import { greeter } from '../__fixtures__/greeter';
import { TemplateSource } from '../template/TemplateSource';
import { checkAdditions } from './checkAdditions';

describe('checkAdditions', () => {
  const directory = createMockDirectory();

  async function check(annotation: string) {
    const text = greeter['template.yaml'].replace(
      'metadata:',
      `metadata:\n  annotations:\n    shop-platform.io/adds-to-component: '${annotation}'`,
    );
    directory.setContent({ ...greeter, 'template.yaml': text });
    const source = await TemplateSource.read(directory.path);
    return checkAdditions(source).map(({ message }) => message.split(': ')[1]);
  }

  it.each([
    ['{"name":"{service}"}', []],
    ['{}', []],
    ['{"nam":"{component}"}', ['no page asks for nam']],
    ['{"name":"{team}"}', ['{team} stands for nothing']],
    ['[', ['is no JSON object']],
    ['["{system}"]', ['is no JSON object']],
  ])('finds what is wrong in %s', async (annotation, mistakes) => {
    expect(await check(annotation)).toEqual(mistakes);
  });
});
