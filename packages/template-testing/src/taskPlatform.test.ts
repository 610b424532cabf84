import { createBackendModule } from '@backstage/backend-plugin-api';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readdir } from 'node:fs/promises';
import { TaskPlatform } from './__testUtils__/TaskPlatform';

// Each is a whole back end; a busy machine takes its time.
jest.setTimeout(120_000);

const broken = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'broken',
  register: reg =>
    reg.registerInit({
      deps: {},
      init: async () => {
        throw new Error('It is broken');
      },
    }),
});

describe('a platform that runs tasks', () => {
  const directory = createMockDirectory();

  it('starts beside others, and leaves nothing when it stops', async () => {
    const folder = directory.path;
    const platforms = await Promise.all(
      ['one', 'two', 'three'].map(() => TaskPlatform.start({ folder })),
    );
    expect(new Set(platforms.map(each => each.repoUrl('a'))).size).toBe(3);
    expect(await readdir(folder)).toHaveLength(3);
    await Promise.all(platforms.map(each => each.stop()));
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing where its back end does not start', async () => {
    const started = TaskPlatform.start({
      folder: directory.path,
      features: [broken],
    });
    await expect(started).rejects.toThrow();
    expect(await readdir(directory.path)).toEqual([]);
  });
});
