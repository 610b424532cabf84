import { createMockDirectory } from '@backstage/backend-test-utils';
import { readBuilds } from './readBuilds';

const testCase = (name: string, more = '') =>
  `name: ${name}\nexpect: ok\nvalues: {}\n${more}`;

describe('readBuilds', () => {
  const directory = createMockDirectory();

  const read = (file: 'package.json' | 'go.mod') =>
    readBuilds(file, directory.path).map(
      ({ template, name, folder }) => `${template} ${name} ${folder}`,
    );

  it('finds what is built from whichever part of a skeleton, in the cases that have it', () => {
    directory.setContent({
      'pages/template.yaml': '',
      'pages/tests/cases/a.yaml': testCase('a'),
      'pages/tests/golden/a/README.md': '',
      'service/template.yaml': '',
      'service/tests/cases/a.yaml': testCase('a'),
      'service/tests/golden/a/package.json': '{}',
      'service/tests/golden/a/node_modules/left/package.json': '{}',
      'service/tests/cases/b.yaml': testCase('b'),
      'service/tests/golden/b/package.json': '{}',
      'service/tests/golden/b/tools/go.mod': '',
      'service/tests/cases/c.yaml': testCase('c'),
      'service/tests/golden/c/tools/go.mod': '',
    });
    expect(read('package.json')).toEqual(['service a .']);
    expect(read('go.mod')).toEqual(['service b tools']);

    directory.addContent({
      'service/tests/cases/b.yaml': testCase('b', 'build: true\n'),
      'service/tests/cases/c.yaml': testCase('c', 'build: true\n'),
    });
    expect(read('package.json')).toEqual(['service b .']);
    expect(read('go.mod')).toEqual(['service b tools', 'service c tools']);
  });
});
