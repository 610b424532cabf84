import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createScratch } from '../__testUtils__/scratch';
import { FolderBuilder } from './FolderBuilder';

jest.setTimeout(120_000);

const hasNpm = spawnSync('npm', ['--version']).status === 0;
const describeWithNpm = hasNpm ? describe : describe.skip;
const whyNoNpm = hasNpm ? '' : ' (there is no npm on this machine)';

/** A service that builds with what every machine has. */
function plain(name: string, build = 'node build.mjs') {
  const root = { name, version: '1.0.0' };
  return {
    'package.json': JSON.stringify({ ...root, scripts: { build } }),
    'package-lock.json': JSON.stringify({
      ...root,
      lockfileVersion: 3,
      requires: true,
      packages: { '': root },
    }),
    'build.mjs': [
      "import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';",
      "mkdirSync('dist');",
      "writeFileSync('dist/main.js', readFileSync('src/main.js', 'utf8').toUpperCase());",
    ].join('\n'),
    'src/main.js': `// ${name}`,
    Dockerfile:
      'FROM node:24\nARG SERVICE_VERSION=dev\nENV SERVICE_VERSION=$SERVICE_VERSION\nCMD ["node", "dist/main.js"]\n',
    '.dockerignore': '*\n!package*.json\n!build.mjs\n!src\nsrc/*.md\n',
    'README.md': 'About it',
    'src/notes.md': 'Not for the image',
  };
}

describeWithNpm(`FolderBuilder${whyNoNpm}`, () => {
  let scratch: ReturnType<typeof createScratch>;
  let output: string;

  beforeEach(() => {
    scratch = createScratch();
    output = '';
  });

  afterEach(() => scratch.remove());

  const createBuilder = async () =>
    await FolderBuilder.create({
      imagesFolder: join(scratch.path, 'images'),
      npmCache: join(scratch.path, 'npm'),
    });

  function write(name: string, files: Record<string, string>): string {
    const folder = join(scratch.path, 'services', name);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return folder;
  }

  const options = () => ({
    timeoutMs: 60_000,
    maxOutputBytes: 1_000_000,
    signal: new AbortController().signal,
    onOutput: (text: string) => {
      output += text;
    },
  });

  it('builds what the Dockerfile says out of what the .dockerignore leaves, once for each content', async () => {
    const folder = write('core', plain('core'));
    const builder = await createBuilder();
    const first = await builder.inspect('core', folder);
    expect(first.image).toBeUndefined();
    const image = await builder.build(first, options());

    expect(image).toMatchObject({
      name: 'core',
      command: ['node', 'dist/main.js'],
      env: { SERVICE_VERSION: expect.stringMatching(/^[0-9a-f]{12}$/) },
    });
    const files = builder.filesOf(image);
    expect(await readFile(join(files, 'dist/main.js'), 'utf8')).toBe('// CORE');
    expect(readdirSync(files).sort()).toEqual([
      'build.mjs',
      'dist',
      'node_modules',
      'package-lock.json',
      'package.json',
      'src',
    ]);
    expect(readdirSync(join(files, 'src'))).toEqual(['main.js']);

    // What the image has no part in changes nothing, over a restart too.
    write('core', { 'README.md': 'More', 'k8s/deployment.yaml': 'a: 1' });
    const again = await createBuilder();
    expect((await again.inspect('core', folder)).image).toEqual(image);
    write('core', { 'src/main.js': '// changed' });
    expect((await again.inspect('core', folder)).image).toBeUndefined();
  });

  it('installs once what several services have in common', async () => {
    const builder = await createBuilder();
    const links: string[] = [];
    for (const name of ['core', 'payments']) {
      const state = await builder.inspect(name, write(name, plain(name)));
      const image = await builder.build(state, options());
      links.push(readlinkSync(join(builder.filesOf(image), 'node_modules')));
    }
    expect(links[0]).toBe(links[1]);
    // One for the build and one without what only the build needs.
    expect(output.match(/^\$ npm ci/gm)).toHaveLength(2);

    await builder.removeUnused(['core', 'payments']);
    expect(
      readdirSync(join(scratch.path, 'images/.dependencies')),
    ).toHaveLength(1);
  });

  it('says what went wrong, and leaves nothing behind', async () => {
    const folder = write(
      'core',
      plain(
        'core',
        'node -e "console.log(\'the last words\'); process.exit(3)"',
      ),
    );
    const builder = await createBuilder();
    const state = await builder.inspect('core', folder);
    await expect(builder.build(state, options())).rejects.toThrow(
      '"npm run build" ended with 3',
    );
    expect(output).toContain('the last words');
    expect((await builder.inspect('core', folder)).image).toBeUndefined();
    expect(readdirSync(join(scratch.path, 'images/.building-folders'))).toEqual(
      [],
    );

    write('core', { 'package-lock.json': '{' });
    await expect(
      builder.build(await builder.inspect('core', folder), options()),
    ).rejects.toThrow('package-lock.json is missing or malformed');
  });
});
