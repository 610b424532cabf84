import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createScratch } from '../__testUtils__/scratch';
import { findRedis } from './findRedis';

const DEBIANS = '.toolchain/redis/unpacked/usr/bin';

/** What a `redis-server` of this version answers to `--version`. */
const says = (version: string) =>
  `echo 'Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=88f1b4b37bd0d9a5'`;

describe('findRedis', () => {
  const path = process.env.PATH;
  let scratch: ReturnType<typeof createScratch>;

  beforeEach(() => {
    scratch = createScratch();
    setPath('first', 'second');
  });

  afterEach(() => {
    process.env.PATH = path;
    scratch.remove();
  });

  function setPath(...folders: string[]): void {
    process.env.PATH = folders
      .map(folder => join(scratch.path, folder))
      .join(delimiter);
  }

  /** Puts a `redis-server` that is this script into a folder; answers where it is. */
  function install(folder: string, script: string, mode = 0o755): string {
    const command = join(scratch.path, folder, 'redis-server');
    mkdirSync(join(command, '..'), { recursive: true });
    writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode });
    return command;
  }

  const find = () => findRedis(scratch.path);

  it("takes the one on the PATH before Debian's", async () => {
    const command = install('second', says('7.0.15'));
    install(DEBIANS, says('8.0.2'));

    await expect(find()).resolves.toEqual({
      command,
      version: '7.0.15',
      environment: {},
    });
  });

  it('takes the first of several on the PATH', async () => {
    const command = install('first', says('6.2.7'));
    install('second', says('7.0.15'));

    await expect(find()).resolves.toMatchObject({ command, version: '6.2.7' });
  });

  it("takes Debian's with the libraries that were unpacked with it", async () => {
    const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map(
      folder => join(scratch.path, '.toolchain/redis/unpacked', folder),
    );
    libraries.forEach(folder => mkdirSync(folder, { recursive: true }));
    const wanted = libraries.join(':');
    // As the dynamic linker does when one is missing.
    const command = install(
      DEBIANS,
      `[ "$LD_LIBRARY_PATH" = '${wanted}' ] || exit 127\n${says('7.0.15')}`,
    );

    await expect(find()).resolves.toEqual({
      command,
      version: '7.0.15',
      environment: { LD_LIBRARY_PATH: wanted },
    });
  });

  it.each(['5.0.0', '10.1'])(
    'takes %s, which has streams with groups',
    async version => {
      install('first', says(version));

      await expect(find()).resolves.toMatchObject({ version });
    },
  );

  it.each(['4.0.14', '3.2'])(
    'does not take %s, which has none',
    async version => {
      install('first', says(version));

      await expect(find()).resolves.toBeUndefined();
    },
  );

  it.each([
    ['is too old', says('4.0.14'), 0o755],
    ['says no version that can be read', "echo 'Redis server'", 0o755],
    ['has a version without a number', says('unstable'), 0o755],
    ['says nothing', 'true', 0o755],
    ['fails', `${says('7.0.15')}\nexit 1`, 0o755],
    ['may not be run', says('7.0.15'), 0o644],
  ])('goes on to the next when one %s', async (_, script, mode) => {
    install('first', script, mode);
    const command = install('second', says('7.2.4'));

    await expect(find()).resolves.toMatchObject({ command, version: '7.2.4' });
  });

  it("goes on to Debian's when none of the PATH will do, and tells when that will not do either", async () => {
    install('first', says('4.0.14'));
    install('second', "echo 'Redis server'");
    const command = install(DEBIANS, says('7.0.15'));
    await expect(find()).resolves.toMatchObject({ command, version: '7.0.15' });

    install(DEBIANS, says('4.0.14'));
    await expect(find()).resolves.toBeUndefined();
  });

  it('finds none where there is none', async () => {
    await expect(find()).resolves.toBeUndefined();
    // A folder of that name is no program.
    mkdirSync(join(scratch.path, 'first/redis-server'), { recursive: true });
    await expect(find()).resolves.toBeUndefined();
    delete process.env.PATH;
    await expect(find()).resolves.toBeUndefined();
  });
});
