import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TaskPlatform } from './__testUtils__/TaskPlatform';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// It is a whole back end; a busy machine takes its time.
jest.setTimeout(120_000);

const path = 'dashboards/sales.yaml';
const shipped = readFileSync(
  join(TEMPLATES_FOLDER, 'analytics-etl/skeleton/static', path),
  'utf8',
);

describe('the task that changes a dashboard', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  const save = async (dashboard: string) =>
    await platform.run('save-dashboard', {
      repoUrl: platform.repoUrl('etl'),
      path,
      dashboard,
    });

  it('opens one pull request of a file, which changes with the next task', async () => {
    const repository = await platform.createRepository('etl');
    await repository.write(path, shipped);

    const title = (text: string) => shipped.replace('en: Sales', `en: ${text}`);
    for (const text of ['Income', 'Turnover']) {
      const { status, log } = await save(title(text));
      // The last lines, which say why it failed if it did.
      expect([status, log.slice(-8).join('\n')]).toEqual([
        'completed',
        expect.stringMatching(/Run completed with status: completed$/),
      ]);
    }

    const [pull, ...others] = await repository.openPullRequests();
    expect(others).toEqual([]);
    expect(pull.title).toBe(`Change the dashboard ${path}`);
    expect(await repository.read(path)).toBe(shipped);
    await repository.merge(pull.number);
    expect(await repository.read(path)).toBe(title('Turnover'));
    expect(title('Turnover')).not.toBe(shipped);
  });

  it('proposes nothing that Analytics could not read', async () => {
    const repository = await platform.createRepository('other');
    const { status, log } = await platform.run('save-dashboard', {
      repoUrl: platform.repoUrl('other'),
      path,
      dashboard: shipped.replace(/^ {2}queries:$/m, '  questions:'),
    });
    expect(status).toBe('failed');
    expect(log.join('\n')).toMatch(/sales\.yaml.*(questions|queries)/s);
    expect(await repository.openPullRequests()).toEqual([]);
  });
});
