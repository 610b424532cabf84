import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { checkHostile } from './hostile/checkHostile';
import { TemplateRenderer } from './render/TemplateRenderer';
import { findTemplates, TEMPLATES_FOLDER } from './template/findTemplates';
import { TemplateSource } from './template/TemplateSource';

// Most answers are refused at once; each of the others renders the whole template.
jest.setTimeout(600_000);

/** Writes its answer into YAML, with or without quotes. */
const naive = (
  expression: string,
  { condition = '', step = '' }: { condition?: string; step?: string } = {},
) => ({
  'template.yaml': `
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: naive }
spec:
  type: service
  parameters:
    - properties:
        names: { type: array, items: { type: string, maxLength: 200 } }
        motto: { type: string, pattern: '^[a-z]+$' }
      ${condition}
  steps:
    - action: fetch:template
      input:
        url: ./skeleton
        values:
          names: \${{ parameters.names }}
          motto: \${{ parameters.motto }}
    ${step}
`,
  skeleton: {
    'names.yaml': `names: [\${{ ${expression} }}]\nmotto: \${{ values.motto }}\n`,
  },
  tests: {
    cases: {
      'one.yaml': `{ name: one, expect: ok, values: { names: [ann], motto: on } }`,
    },
  },
});

describe('hostile answers', () => {
  const directory = createMockDirectory();
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.start();
  });

  afterAll(async () => {
    await renderer.stop();
  });

  it('are found where they become more than text', async () => {
    directory.setContent(naive('values.names[0]'));
    const source = await TemplateSource.read(directory.path);
    const wheres = (await checkHostile(renderer, source)).map(
      ({ where }) => where.split(':')[0],
    );
    expect(new Set(wheres)).toEqual(
      new Set([
        'names[], YAML',
        'names[], HCL',
        'names[], Nunjucks',
        'names[], a line of YAML',
      ]),
    );

    directory.setContent(naive('values.names[0] | yamlString'));
    expect(
      await checkHostile(renderer, await TemplateSource.read(directory.path)),
    ).toEqual([]);
  });

  it('are all given to a template of others: the long one by itself', async () => {
    directory.setContent({
      whole: naive('values.names[0] | truncate(199) | yamlString', {
        step: `- { if: false, action: 'platform:render-template', input: { template: part } }`,
      }),
      part: naive('values.names[0] | yamlString'),
    });

    expect(
      await checkHostile(
        renderer,
        await TemplateSource.read(directory.resolve('whole')),
      ),
    ).toEqual([
      {
        where: 'names[], length',
        message: 'The form takes it, and no file has it as typed',
      },
    ]);
  });

  it('are looked for in what is made of them, and not in the manifest', async () => {
    const step = `- action: 'shop-platform:template:manifest'
      input: { template: naive, version: 1.0.0, answers: '\${{ parameters }}' }`;
    directory.setContent(naive("'ann'", { step }));

    const findings = await checkHostile(
      renderer,
      await TemplateSource.read(directory.path),
    );

    expect(findings.length).toBeGreaterThan(5);
    expect(new Set(findings.map(({ message }) => message))).toEqual(
      new Set(['The form takes it, and no file has it as typed']),
    );
  });

  it('are not refused where something else is refused for their sake', async () => {
    directory.setContent(
      naive('values.names[0] | yamlString', {
        condition: `allOf: [{ if: { properties: { names: { items: { pattern: '^two' } } } }, then: { required: [reason] } }]`,
      }),
    );
    const findings = await checkHostile(
      renderer,
      await TemplateSource.read(directory.path),
    );

    expect(findings).toEqual([
      {
        where: 'names[], spaces',
        message: expect.stringMatching(/The form takes it, and then: .*reason/),
      },
    ]);
  });

  it.each(findTemplates(TEMPLATES_FOLDER))(
    'are refused by the form of %s, or rendered as the text that they are',
    async name => {
      const source = await TemplateSource.read(join(TEMPLATES_FOLDER, name));
      const findings = await checkHostile(renderer, source);
      expect(
        findings.map(({ where, message }) => `${where}: ${message}`),
      ).toEqual([]);
    },
  );
});
