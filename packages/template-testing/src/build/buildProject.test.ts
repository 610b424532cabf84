import { join } from 'node:path';
import { Rendered } from '../types';
import { buildProject } from './buildProject';
import { findGo } from './findGo';

function toRendered(files: Record<string, string>): Rendered {
  return {
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
    output: {},
    log: [],
    milliseconds: 0,
  };
}

function project(test: string, lint = 'node -e ""'): Rendered {
  const name = 'tiny';
  const version = '1.0.0';
  return toRendered({
    'package.json': JSON.stringify({
      name,
      version,
      scripts: {
        preinstall: 'node -e "process.exit(1)"',
        lint,
        build: `node -e "fs.writeFileSync('built', '')"`,
        test,
      },
    }),
    'package-lock.json': JSON.stringify({
      name,
      version,
      lockfileVersion: 3,
      packages: { '': { name, version } },
    }),
  });
}

describe('buildProject', () => {
  const original = process.env;

  afterEach(() => {
    process.env = original;
  });

  it('installs without install scripts, builds and tests without credentials', async () => {
    process.env = { ...original, GITHUB_TOKEN: 'secret' };

    const test = `node -e "fs.statSync('built'); console.log(process.env.GITHUB_TOKEN); process.exit(process.env.GITHUB_TOKEN ? 1 : 0)"`;
    expect(await buildProject(project(test))).toEqual([]);
  }, 60_000);

  it('takes nothing that its own linter refuses', async () => {
    const lint = `node -e "console.log('no-debugger'); process.exit(1)"`;
    expect(await buildProject(project('node -e ""', lint))).toEqual([
      {
        where: 'npm run lint',
        message: expect.stringContaining('no-debugger'),
      },
    ]);
  }, 60_000);

  it('builds what is in the folder, whatever is above it', async () => {
    const tools = project('node -e ""').files.map(file => ({
      ...file,
      path: `tools/${file.path}`,
    }));
    const { files } = toRendered({
      'go.mod': 'module tiny.example.com/tiny\n',
    });
    const rendered = { ...toRendered({}), files: [...files, ...tools] };
    expect(await buildProject(rendered, 'tools')).toEqual([]);
  }, 60_000);

  it('shows what a failing test has printed', async () => {
    const test = `node -e "console.log('3 tests failed'); process.exit(1)"`;
    expect(await buildProject(project(test))).toEqual([
      {
        where: 'npm test',
        message: expect.stringContaining('3 tests failed'),
      },
    ]);
  }, 60_000);
});

const describeWithGo = findGo() === undefined ? describe.skip : describe;

describeWithGo('buildProject, where there is Go', () => {
  it.each(['.', 'tools'])(
    'takes no go.sum that Go would write otherwise: %s',
    async folder => {
      const untidy = toRendered({
        [join(folder, 'go.mod')]: 'module tiny.example.com/tiny\n\ngo 1.26.0\n',
        [join(folder, 'go.sum')]: `example.com/left v1.0.0 h1:${'A'.repeat(
          43,
        )}=\n`,
        [join(folder, 'main.go')]: 'package main\n\nfunc main() {}\n',
      });
      expect(await buildProject(untidy, folder)).toEqual([
        {
          where: 'go mod tidy -diff',
          message: expect.stringContaining('-example.com/left v1.0.0'),
        },
      ]);
    },
    60_000,
  );
});
