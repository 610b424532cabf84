import { Rendered } from '../types';
import { buildProject } from './buildProject';

function project(test: string): Rendered {
  const name = 'tiny';
  const version = '1.0.0';
  const files = {
    'package.json': JSON.stringify({
      name,
      version,
      scripts: {
        preinstall: 'node -e "process.exit(1)"',
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
  };
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
