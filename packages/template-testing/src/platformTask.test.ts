import { join } from 'node:path';
import { TaskPlatform } from './__testUtils__/TaskPlatform';
import { readCases } from './template/cases';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// It renders and checks a whole platform; a busy machine takes its time.
jest.setTimeout(240_000);

describe('the task that makes a whole platform', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  it('checks all of its files, and publishes and registers them', async () => {
    const cases = readCases(join(TEMPLATES_FOLDER, 'shop-platform'));
    const values = cases.find(({ name }) => name === 'shop')?.values;

    const { status, log, steps } = await platform.run('shop-platform', {
      ...values,
      destination: 'new-repository',
      repoUrl: platform.repoUrl('platform'),
    });

    // The last lines, which say why it failed if it did.
    expect(log.slice(-8).join('\n')).toMatch(
      /Run completed with status: completed$/,
    );
    expect(status).toBe('completed');
    const checked = log.flatMap(
      line => /(\d+) files checked, nothing found$/.exec(line) ?? [],
    );
    expect(Number(checked[1])).toBeGreaterThan(800);
    expect(platform.registered).toEqual([
      expect.stringMatching(/\/platform\/tree\/main\/catalog-info\.yaml$/),
    ]);
    const seconds = [...steps]
      .filter(([, milliseconds]) => milliseconds > 0)
      .map(([step, milliseconds]) => `${step} ${milliseconds / 1000} s`);
    // How long it takes depends on the machine; whoever looks can see it.
    process.stdout.write(`${checked[1]} files: ${seconds.join(', ')}\n`);
  });
});
