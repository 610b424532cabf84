import { createMockDirectory } from '@backstage/backend-test-utils';
import { greeter } from '../__fixtures__/greeter';
import { TemplateSource } from '../template/TemplateSource';
import { checkQuestions } from './checkQuestions';

describe('checkQuestions', () => {
  const directory = createMockDirectory();

  async function check(from = '', to = '') {
    expect(greeter['template.yaml']).toContain(from);
    directory.setContent({
      ...greeter,
      'template.yaml': greeter['template.yaml'].replace(from, to),
    });
    return checkQuestions(await TemplateSource.read(directory.path)).map(
      ({ message }) => message,
    );
  }

  it('finds nothing where each has a title and a description', async () => {
    expect(await check()).toEqual([]);
  });

  it.each([
    ['title: Name\n', '\n', 'The question name has no title'],
    [
      'description: What the service is called.\n',
      "description: ' '\n",
      'The question name has no description',
    ],
    ['title: Callee, ', '', 'The question callees.name has no title'],
    [
      '      properties:\n',
      '      dependencies: { name: { oneOf: [{ properties: { name: { enum: [a] }, age: { type: integer, title: Age } } }] } }\n      properties:\n',
      'The question age has no description',
    ],
  ])('finds what people are not told: %s', async (from, to, message) => {
    expect(await check(from, to)).toEqual([message]);
  });

  it('leaves alone what people never see', async () => {
    expect(
      await check(
        '      properties:\n',
        "      properties:\n        secret: { type: string, 'ui:widget': hidden }\n",
      ),
    ).toEqual([]);
  });
});
