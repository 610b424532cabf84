import { join } from 'node:path';
import { TaskPlatform } from './__testUtils__/TaskPlatform';
import { readCases } from './template/cases';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// Each renders, checks and pushes a whole platform; a busy machine takes its time.
jest.setTimeout(600_000);

describe('the task that makes a whole platform', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  const cases = readCases(join(TEMPLATES_FOLDER, 'shop-platform'));
  const values = cases.find(({ name }) => name === 'shop')?.values;

  it('checks all of its files, and publishes and registers them', async () => {
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

  it('proposes all of it to a repository that a team has begun, and leaves what is theirs', async () => {
    const repository = await platform.createRepository('begun');

    const { status, log } = await platform.run('shop-platform', {
      ...values,
      destination: 'pull-request',
      repoUrl: platform.repoUrl(repository.name),
    });

    expect(log.slice(-8).join('\n')).toMatch(
      /Run completed with status: completed$/,
    );
    expect(status).toBe('completed');
    expect(log).toContainEqual(
      expect.stringMatching(/\d{3} files checked, nothing found$/),
    );
    const [pull, ...others] = await repository.openPullRequests();
    expect(others).toEqual([]);
    expect(pull.title).toBe('Add the whole platform');
    expect(pull.body).toContain('## Yours, and left as they are');
    expect(pull.body).toContain('- `README.md`');
    await repository.merge(pull.number);
    expect(await repository.read('README.md')).toBe('# begun\n');
    expect(
      JSON.parse(await repository.read('.template/shop-platform.json')),
    ).toMatchObject({ template: 'shop-platform' });
  });
});
