import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createPreviewFilesAction } from './createPreviewFilesAction';

describe('platform:preview-files', () => {
  const workspace = createMockDirectory({
    content: {
      'README.md': 'One\nTwo\n',
      'logo.png': Buffer.from([0x89, 0x00, 0x0a]),
      k8s: { 'core.yaml': 'kind: Service', empty: '' },
    },
  });

  async function run(input: { path?: string; limit?: number }) {
    const ctx = createMockActionContext({
      input,
      workspacePath: workspace.path,
    });
    const info = jest.spyOn(ctx.logger, 'info');
    const warn = jest.spyOn(ctx.logger, 'warn');
    await createPreviewFilesAction().handler(ctx);
    return {
      outputs: Object.fromEntries(jest.mocked(ctx.output).mock.calls),
      lines: info.mock.calls.map(([message]) => message),
      warnings: warn.mock.calls.map(([message]) => message),
    };
  }

  it('lists all files, with the lines of those that have some', async () => {
    const { outputs, lines } = await run({});

    expect(outputs).toEqual({
      files: [
        { path: 'README.md', bytes: 8, lines: 2 },
        { path: 'k8s/core.yaml', bytes: 13, lines: 1 },
        { path: 'k8s/empty', bytes: 0, lines: 0 },
        { path: 'logo.png', bytes: 3, lines: undefined },
      ],
      fileCount: 4,
      bytes: 24,
    });
    expect(lines).toEqual([
      'README.md (8 bytes, 2 lines)',
      'k8s/core.yaml (13 bytes, 1 line)',
      'k8s/empty (0 bytes, 0 lines)',
      'logo.png (3 bytes)',
      '4 files, 24 bytes',
    ]);
  });

  it('lists a folder up to a limit, and counts the rest', async () => {
    const { outputs, warnings } = await run({ path: 'k8s', limit: 1 });

    expect(outputs).toMatchObject({
      files: [{ path: 'core.yaml' }],
      fileCount: 2,
    });
    expect(warnings).toEqual(['1 more are not listed']);
  });

  it('stays in the workspace', async () => {
    await expect(run({ path: '../..' })).rejects.toThrow(/outside/);
    await expect(run({ path: 'gone' })).rejects.toThrow(
      'The workspace has no folder gone',
    );
  });
});
