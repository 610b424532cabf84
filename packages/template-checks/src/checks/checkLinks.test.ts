import { toFolderFinding } from '../folder/toFolderFinding';
import { checkLinks } from './checkLinks';
import { readMissingLink } from './missingLink';

/** Where the files lead that are not among them. */
const missing = (files: Record<string, string>) =>
  checkLinks({
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
  })
    .map(toFolderFinding)
    .map(finding => [
      `${finding.file}:${finding.line}`,
      readMissingLink(finding),
    ]);

describe('checkLinks', () => {
  it('finds what pages and the navigation lead to, however it is written', () => {
    expect(
      missing({
        'docs/index.md': [
          '[here](index.md#part), [out](https://example.com), [top](#top)',
          '[one](one.md?plain=1), [two][two], [three](<number three.md>)',
          '[four](number%20four.md), [five](caf%E9.md), [up](../../up.md)',
          '',
          '[two]: two.md',
        ].join('\n'),
        'docs/table.md': '# T\n\n| a |\n| - |\n| b |\n| [c](c.md) |\n',
        'mkdocs.yml': 'nav:\n  - Home: index.md\n  - Six: six.md\n',
      }),
    ).toEqual([
      ['docs/index.md:2', 'docs/one.md'],
      ['docs/index.md:2', 'docs/two.md'],
      ['docs/index.md:2', 'docs/number three.md'],
      ['docs/index.md:3', 'docs/number four.md'],
      ['docs/index.md:3', 'docs/caf%E9.md'],
      ['docs/index.md:3', '../up.md'],
      ['docs/table.md:6', 'docs/c.md'],
      ['mkdocs.yml:3', 'docs/six.md'],
    ]);
  });

  it('says of other findings that they are no links', () => {
    const message = '{% was left by the rendering';
    const finding = { file: 'a.md', line: 1, message };
    expect(readMissingLink(finding)).toBeUndefined();
  });
});
