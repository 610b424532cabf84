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

  it('finds what the checks find, with its lines', async () => {
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

  afterEach(() => jest.restoreAllMocks());

  /** Ends so many processes of the checks, one after the other, and gives back what starts them. */
  function crash(times: number): jest.SpyInstance {
    const { fork } = childProcess;
    let left = times;
    return jest.spyOn(childProcess, 'fork').mockImplementation((...args) => {
      const child = fork(...args);
      if (left > 0) {
        left -= 1;
        // Once it was asked.
        queueMicrotask(() => child.kill('SIGSEGV'));
      }
      return child;
    });
  }

  it('begins once more where its process crashes, which says nothing of the files', async () => {
    directory.setContent({ 'good.yaml': service('ports') });
    const fork = crash(1);
    await expect(checkFolder({ folder: directory.path })).resolves.toEqual({
      findings: [],
      fileCount: 1,
    });
    expect(fork).toHaveBeenCalledTimes(2);
  });

  it('outlives the end of the checks, and says what ended them', async () => {
    directory.setContent({ 'good.yaml': service('ports') });
    const fork = crash(2);
    await expect(checkFolder({ folder: directory.path })).rejects.toThrow(
      'ended before it had an answer, by SIGSEGV',
    );
    expect(fork).toHaveBeenCalledTimes(2);
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
