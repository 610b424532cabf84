import {
  existsSync,
  readdirSync,
  statSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createScratch } from '../__testUtils__/scratch';
import { DataFolder } from './DataFolder';
import { findMemoryFolder, openWorkFolder } from './workFolder';

describe('the folder in which tasks are worked on', () => {
  const scratch = createScratch();
  afterAll(() => scratch.remove());

  it('is beside the data where no memory has room, private and empty', async () => {
    const data = await DataFolder.open(join(scratch.path, 'data'));
    for (const memory of [scratch.path, join(scratch.path, 'missing')]) {
      const folder = await openWorkFolder(data, memory);
      expect(folder).toBe(data.path('work'));
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(readdirSync(folder)).toEqual([]);
      // What a killed run leaves.
      writeFileSync(join(folder, 'left'), '');
    }
    await data.removeData();
    expect(existsSync(data.path('work'))).toBe(false);
  });

  it('is in memory where there is room, the same for the same data', async () => {
    const memory = await findMemoryFolder();
    const one = await DataFolder.open(join(scratch.path, 'one'));
    const other = await DataFolder.open(join(scratch.path, 'other'));
    const folders = [
      await openWorkFolder(one),
      await openWorkFolder(one),
      await openWorkFolder(other),
    ];
    expect(folders[1]).toBe(folders[0]);
    expect(folders[2]).not.toBe(folders[0]);
    expect(folders[0].startsWith(memory ?? one.root)).toBe(true);
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
