import { createMockDirectory } from '@backstage/backend-test-utils';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideFolder, prepareOutsideFolder } from './outsideFolder';

/** Linux gives no process a number above 2^22. */
const NOBODY = 2 ** 22 + 1;

describe('prepareOutsideFolder', () => {
  const scratch = createMockDirectory();
  const root = scratch.resolve('outside');
  const data = (name: string) => scratch.resolve(`data/${name}`);

  /** A data folder whose database was served by a process that may have ended. */
  async function prepare(name: string, pid: number) {
    mkdirSync(data(name), { recursive: true });
    const folder = await prepareOutsideFolder(data(name), root);
    mkdirSync(join(folder, 'portal'));
    writeFileSync(
      join(folder, 'portal/postmaster.pid'),
      `${pid}\n${folder}/portal\n`,
    );
    return folder;
  }

  beforeEach(() => scratch.setContent({ outside: { other: { file: '' } } }));

  it('gives each data folder one of its own, and the same again', async () => {
    const one = await prepare('one', NOBODY);
    expect(await prepare('two', NOBODY)).not.toBe(one);
    expect(await prepareOutsideFolder(data('one'), root)).toBe(one);
    expect(outsideFolder(data('one'), root)).toBe(one);
    expect(existsSync(join(one, 'portal'))).toBe(true);
  });

  it('removes what belongs to a data folder that is gone, unless it is served', async () => {
    const kept = await prepare('kept', NOBODY);
    const gone = await prepare('gone', NOBODY);
    const served = await prepare('served', process.pid);
    rmSync(data('gone'), { recursive: true });
    rmSync(data('served'), { recursive: true });

    await prepare('next', NOBODY);
    expect([kept, gone, served].map(existsSync)).toEqual([true, false, true]);
    // Nobody says whose that is.
    expect(existsSync(join(root, 'other/file'))).toBe(true);
  });
});
