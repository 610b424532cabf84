import { createMockDirectory } from '@backstage/backend-test-utils';
import childProcess from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { checkFolder } from './checkFolder';

// Each starts a process with all that the checks load.
jest.setTimeout(120_000);

describe('checkFolder', () => {
  const directory = createMockDirectory();

  const service = (field: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: core }\nspec: { ${field}: [{ port: 80 }] }\n`;

  /** Of a service in a repository of several, which GitHub does not run there. */
  const workflow = (ref: string) =>
    `on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "\${{ ${ref} }}"\n`;

  it('finds what the checks find, with the lines that they know', async () => {
    directory.setContent({
      'services/core/.github/workflows/ci.yml': workflow('values.name'),
      k8s: { 'service.yaml': `# One\n---\n${service('prots')}` },
      'main.tf': 'locals {\n  a =\n}\n',
      'values.json': '{\n  "a": 1,\n  b\n}\n',
      Makefile: '# {% raw %}\n',
    });

    const { findings, fileCount } = await checkFolder({
      folder: directory.path,
    });

    expect(fileCount).toBe(5);
    expect(findings).toEqual(
      expect.arrayContaining([
        {
          file: 'k8s/service.yaml',
          line: expect.any(Number),
          message: expect.stringContaining('/spec/prots is no known field'),
        },
        { file: 'main.tf', line: 2, message: expect.any(String) },
        {
          file: 'services/core/.github/workflows/ci.yml',
          line: 6,
          message: expect.stringContaining('values'),
        },
        { file: 'values.json', line: 3, message: expect.any(String) },
        {
          file: 'Makefile',
          line: 1,
          message: '{% was left by the rendering',
        },
      ]),
    );
  });

  it('looks at what is rendered, and leaves alone what it is told to', async () => {
    directory.setContent({
      'good.yaml': service('ports'),
      'services/core/.github/workflows/ci.yml': workflow('github.ref'),
      charts: { 'deployment.yaml': '# ${{ values }}\n' },
      vendor: { 'broken.json': '{' },
      '.git': { 'broken.json': '{' },
      node_modules: { 'broken.json': '{' },
    });
    await symlink('/etc/passwd', directory.resolve('passwd.json'));

    expect(
      await checkFolder({
        folder: directory.path,
        copied: ['charts/**'],
        ignored: ['vendor/**'],
      }),
    ).toEqual({ findings: [], fileCount: 3 });
  });

  it('says why it could not look', async () => {
    await expect(
      checkFolder({ folder: directory.resolve('nowhere') }),
    ).rejects.toThrow('ENOENT');
  });

  it('outlives the end of the checks, and says what ended them', async () => {
    directory.setContent({ 'good.yaml': service('ports') });
    const fork = jest.spyOn(childProcess, 'fork');
    const checked = checkFolder({ folder: directory.path });
    const child: childProcess.ChildProcess = fork.mock.results[0].value;
    fork.mockRestore();
    child.kill('SIGSEGV');
    await expect(checked).rejects.toThrow(
      'ended before it had an answer, by SIGSEGV',
    );
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const checked = checkFolder({
      folder: directory.path,
      signal: controller.signal,
    });
    controller.abort();
    await expect(checked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
