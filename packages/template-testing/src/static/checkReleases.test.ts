import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { greeter } from '../__fixtures__/greeter';
import { TemplateSource } from '../template/TemplateSource';
import { checkReleases } from './checkReleases';

const entitySchema = z.looseObject({
  metadata: z.looseObject({}),
  spec: z.looseObject({
    steps: z.array(z.looseObject({ id: z.string() })),
  }),
});

describe('checkReleases', () => {
  const directory = createMockDirectory();

  async function check(releases: unknown) {
    const entity = entitySchema.parse(parse(greeter['template.yaml']));
    directory.setContent({
      ...greeter,
      'template.yaml': stringify({
        ...entity,
        metadata: { ...entity.metadata, releases },
      }),
    });
    return checkReleases(await TemplateSource.read(directory.path)).map(
      ({ message }) => message.split(': ')[1],
    );
  }

  const release = (version: string) => ({
    version,
    date: '2026-11-29',
    changes: ['Something'],
  });

  it('wants a manifest of what is more than an answer as it was given', async () => {
    const { spec } = entitySchema.parse(parse(greeter['template.yaml']));
    const steps = spec.steps.filter(({ id }) => id !== 'manifest');
    const template = stringify({
      ...entitySchema.parse(parse(greeter['template.yaml'])),
      spec: { ...spec, steps },
    });
    const findUnnoted = async (files: Record<string, string>) => {
      directory.setContent({ 'template.yaml': template, ...files });
      return checkReleases(await TemplateSource.read(directory.path)).map(
        ({ where }) => where,
      );
    };

    expect(
      await findUnnoted({
        'skeleton/${{ values.name }}': '${{ values.greeting | trim }}\n',
      }),
    ).toEqual([]);
    expect(
      await findUnnoted({
        'skeleton/${{ values.name }}': '${{ values.greeting }}\n',
        'skeleton/README.md': '# ${{ values.greeting }}\n',
        'skeleton/escaped.yaml': '${{ values.greeting | yamlString }}\n',
        'skeleton/verbatim/notes.txt': '${{ values.greeting }}\n',
      }),
    ).toEqual([
      'skeleton/README.md',
      'skeleton/escaped.yaml',
      'skeleton/verbatim/notes.txt',
    ]);
  });

  it.each([
    [[release('1.0.0'), release('0.9.10'), release('0.9.9')], []],
    [
      [release('1.1.0'), release('1.0.0')],
      ['the newest is 1.1.0, and the manifest says 1.0.0'],
    ],
    [
      [release('1.0.0'), release('1.0.0')],
      ['1.0.0 is not older than the one above it'],
    ],
    [[{ ...release('1.0.0'), version: 'one' }], ['0.version is no version']],
    [undefined, ['Invalid input']],
  ])('finds what is wrong in %j', async (releases, mistakes) => {
    expect(await check(releases)).toEqual(mistakes);
  });
});
