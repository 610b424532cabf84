import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { goldenFolder } from './golden/golden';
import { TEMPLATES_FOLDER } from './template/findTemplates';

const run = promisify(execFile);

/** Its scripts decide what stops a change, in the rendering's own pipeline. */
describe('the rendering of devsecops', () => {
  it('passes its own tests', async () => {
    const cwd = join(
      goldenFolder(join(TEMPLATES_FOLDER, 'devsecops'), 'shop'),
      'infrastructure/security',
    );
    const tests = globSync('test/*.test.mjs', { cwd });

    const { stdout } = await run(
      process.execPath,
      ['--test', '--test-reporter=tap', ...tests],
      { cwd, env: { ...process.env, NODE_OPTIONS: '' } },
    );

    expect(stdout).toMatch(/^# pass [1-9]/m);
    expect(stdout).toMatch(/^# fail 0$/m);
  }, 60_000);
});
