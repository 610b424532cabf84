import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { AMBIGUOUS_ANSWERS, HOSTILE_ANSWERS } from './hostile/answers';
import { checkHostile, Tried } from './hostile/checkHostile';
import { KINDS } from './hostile/entries';
import { formatField, textFields } from './hostile/textFields';
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
    'names.yaml': `names: [\${{ ${expression} }}]\nmotto: \${{ values.motto | dump }}\n`,
  },
  tests: {
    cases: {
      'one.yaml': `{ name: one, expect: ok, values: { names: [ann], motto: on } }`,
    },
  },
});

const findingsOf = (tried: readonly Tried[]) =>
  tried.flatMap(({ findings }) => findings);

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
    const tried = await checkHostile(renderer, source);
    const wheres = findingsOf(tried).map(({ where }) => where.split(':')[0]);
    expect(new Set(wheres)).toEqual(
      new Set([
        'names[], YAML',
        'names[], HCL',
        'names[], Nunjucks',
        'names[], a line of YAML',
        'names[], a number',
        'names[], a number with an exponent',
        'names[], a word of YAML',
      ]),
    );
    const becameOf = (name: string) =>
      tried
        .filter(({ field, became }) => field === name && became === 'rendered')
        .map(({ kind }) => kind);
    expect(becameOf('names[]')).toEqual(KINDS);
    expect(becameOf('motto')).toEqual(['length', 'a word of YAML']);

    directory.setContent(naive('values.names[0] | yamlString'));
    expect(
      findingsOf(
        await checkHostile(renderer, await TemplateSource.read(directory.path)),
      ),
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
      findingsOf(
        await checkHostile(
          renderer,
          await TemplateSource.read(directory.resolve('whole')),
        ),
      ),
    ).toEqual([
      {
        where: 'names[], length',
        message: 'The form takes it, and no file has it as typed',
      },
      {
        where: 'names[], length: names.yaml',
        message: expect.stringMatching(/^It is made of other parts/),
      },
    ]);
  });

  it('are looked for in what is made of them, and not in the manifest', async () => {
    const step = `- action: 'shop-platform:template:manifest'
      input: { template: naive, version: 1.0.0, answers: '\${{ parameters }}' }`;
    directory.setContent(naive("'ann'", { step }));

    const findings = findingsOf(
      await checkHostile(renderer, await TemplateSource.read(directory.path)),
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
    const findings = findingsOf(
      await checkHostile(renderer, await TemplateSource.read(directory.path)),
    );

    expect(findings).toEqual([
      {
        where: 'names[], spaces',
        message: expect.stringMatching(/The form takes it, and then: .*reason/),
      },
    ]);
  });

  it('are found where they add parts that are no fault by themselves', async () => {
    const inFile = (name: string, content: string) => {
      directory.setContent({
        ...naive("'ann'"),
        skeleton: { [name]: content, 'README.md': '${{ values.names[0] }}\n' },
      });
      return TemplateSource.read(directory.path);
    };
    const kindsFor = async (name: string, content: string) =>
      (await checkHostile(renderer, await inFile(name, content)))
        .filter(({ findings }) =>
          findings.some(({ where }) => / a(\.[a-z]+)?$/.test(where)),
        )
        .map(({ kind }) => kind);

    expect(
      await kindsFor('a.yaml', 'b: ${{ values.names[0] | dump }}\n'),
    ).toEqual([]);
    // YAML of its own, which parses.
    expect(await kindsFor('a.yaml', 'b: ${{ values.names[0] }}\n')).toEqual([
      ...['YAML', 'a line of YAML', 'Nunjucks', 'HCL'],
      ...Object.keys(AMBIGUOUS_ANSWERS),
    ]);
    expect(
      await kindsFor('a.tf', 'locals {\n  b = "${{ values.names[0] }}"\n}\n'),
    ).toEqual(
      expect.arrayContaining(['a line of YAML', 'Nunjucks', 'HCL', 'shell']),
    );
    expect(await kindsFor('a.sh', 'echo "${{ values.names[0] }}"\n')).toEqual(
      Object.keys(HOSTILE_ANSWERS).filter(
        kind => kind !== 'dots' && kind !== 'length',
      ),
    );
    // A file that is there for some answers only.
    expect(
      await kindsFor(
        "a{% if 'null' in values.names[0] %}.txt{% endif %}",
        'b\n',
      ),
    ).toEqual(['a word of YAML']);
  });

  describe.each(findTemplates(TEMPLATES_FOLDER))('in the form of %s', name => {
    let tried: Tried[];
    let fields: string[];

    beforeAll(async () => {
      const source = await TemplateSource.read(join(TEMPLATES_FOLDER, name));
      fields = textFields(source.pages)
        .map(({ path }) => formatField(path))
        .sort();
      tried = await checkHostile(renderer, source);
    });

    it.each(KINDS)(
      'are refused in every text, or stay the text that they are: %s',
      kind => {
        const ofKind = tried.filter(one => one.kind === kind);
        expect([...new Set(ofKind.map(({ field }) => field))].sort()).toEqual(
          fields,
        );
        expect(
          findingsOf(ofKind).map(
            ({ where, message }) => `${where}: ${message}`,
          ),
        ).toEqual([]);
      },
    );
  });
});
