import { createMockDirectory } from '@backstage/backend-test-utils';
import { greeter } from '../__fixtures__/greeter';
import { TemplateSource } from '../template/TemplateSource';
import { checkRegistering } from './checkRegistering';

const STEP = `    - id: register
      name: Register
      action: catalog:register
      input:
        repoContentsUrl: https://example.com/shop/blob/main
        catalogInfoPath: /infrastructure/catalog-info.yaml
`;
const SOMETIMES = STEP.replace('action:', 'if: false\n      action:');

describe('checkRegistering', () => {
  const directory = createMockDirectory();

  async function check(step: string, output = '') {
    const text = greeter['template.yaml'].replace(
      '  output:\n',
      `${step}  output:\n${output}`,
    );
    directory.setContent({ ...greeter, 'template.yaml': text });
    return checkRegistering(await TemplateSource.read(directory.path));
  }

  const toSay = (content: string) =>
    `    text: [{ title: Next, if: 'true', content: '${content}' }]\n`;

  it('wants to hear what is left to do where a step may not register', async () => {
    const finding = {
      where: 'template.yaml',
      message: expect.stringMatching(
        /^\/infrastructure\/catalog-info\.yaml is registered only sometimes/,
      ),
    };
    expect(await check(SOMETIMES)).toEqual([finding]);
    expect(await check(SOMETIMES, toSay('Merge it'))).toEqual([finding]);
    expect(
      await check(
        SOMETIMES,
        toSay('Register /infrastructure/catalog-info.yaml'),
      ),
    ).toEqual([]);
    expect(await check(STEP)).toEqual([]);
  });

  it.each([
    ['is always there', ''],
    ['is there by a truth value', ', if: true'],
  ])('hears it from a text that %s', async (_, condition) => {
    const content = 'Register /infrastructure/catalog-info.yaml';
    expect(
      await check(
        SOMETIMES,
        `    text: [{ title: Links }, { title: Next, content: '${content}'${condition} }]\n`,
      ),
    ).toEqual([]);
  });
});
