import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FolderChecks } from '@shop-platform/template-checks';
import { parse } from 'yaml';
import { examples } from './createValidateAction.examples';
import { createValidateAction } from './createValidateAction';

type Action = ReturnType<typeof createValidateAction>;
type Input = Parameters<Action['handler']>[0]['input'];

describe('platform:validate', () => {
  const workspace = createMockDirectory({
    content: { 'README.md': '# Loyalty\n', k8s: { 'service.yaml': '' } },
  });
  const check = jest.fn<
    ReturnType<FolderChecks['check']>,
    Parameters<FolderChecks['check']>
  >();

  async function run(
    input: Input,
    options: { action?: Action; isDryRun?: boolean } = {},
  ) {
    const { action = createValidateAction({ checks: { check } }), isDryRun } =
      options;
    const ctx = createMockActionContext<Input>({
      input,
      workspacePath: workspace.path,
    });
    const info = jest.spyOn(ctx.logger, 'info');
    const warn = jest.spyOn(ctx.logger, 'warn');
    const failure = await action.handler(Object.assign(ctx, { isDryRun })).then(
      () => undefined,
      (error: Error) => error,
    );
    return {
      failure,
      outputs: Object.fromEntries(jest.mocked(ctx.output).mock.calls),
      infos: info.mock.calls.map(([message]) => message),
      warnings: warn.mock.calls.map(([message]) => message),
    };
  }

  const findings = [
    { file: 'k8s/service.yaml', line: 4, message: 'spec: /prots is unknown' },
    {
      file: 'README.md',
      line: 9,
      message: 'docs/index.md is linked and not rendered',
    },
  ];

  beforeEach(() => {
    check.mockReset();
    check.mockResolvedValue({ findings, fileCount: 3 });
  });

  it('tells what it finds with file and line, and fails the task', async () => {
    const { failure, outputs, warnings } = await run({});

    expect(failure).toMatchObject({ name: 'InputError' });
    expect(failure?.message).toMatch(/^2 findings in 3 files: /);
    expect(warnings).toEqual([
      'k8s/service.yaml:4: spec: /prots is unknown',
      'README.md:9: docs/index.md is linked and not rendered',
    ]);
    expect(outputs).toEqual({ findings, fileCount: 3 });
    expect(check).toHaveBeenCalledWith(
      expect.objectContaining({ folder: workspace.path }),
    );
  });

  it('lets the task go on when it is asked to, and when there is nothing', async () => {
    const told = await run({ failOnFindings: false, path: 'k8s' });
    expect(told.failure).toBeUndefined();
    expect(told.outputs).toMatchObject({ findings });
    expect(check).toHaveBeenCalledWith(
      expect.objectContaining({ folder: workspace.resolve('k8s') }),
    );

    check.mockResolvedValue({ findings: [], fileCount: 1 });
    const nothing = await run({});
    expect(nothing.failure).toBeUndefined();
    expect(nothing.infos).toEqual(['1 file checked, nothing found']);
  });

  it('says that it waits while others are checked', async () => {
    check.mockImplementation(async ({ onWait }) => {
      onWait?.();
      return { findings: [], fileCount: 1 };
    });
    expect((await run({})).infos).toEqual([
      'As many tasks are checked as may be at once: this one waits for its turn',
      '1 file checked, nothing found',
    ]);
  });

  it('writes no log without end, and says how many findings it leaves out', async () => {
    check.mockResolvedValue({
      findings: Array.from({ length: 500 }, () => findings[0]),
      fileCount: 3,
    });
    const { warnings, outputs } = await run({ failOnFindings: false });
    expect(warnings).toHaveLength(201);
    expect(warnings.at(-2)).toBe('k8s/service.yaml:4: spec: /prots is unknown');
    expect(warnings.at(-1)).toBe('300 findings more, not listed here');
    expect(outputs.findings).toHaveLength(500);
  });

  it('answers a dry run at once', async () => {
    const { failure, outputs } = await run({}, { isDryRun: true });
    expect(failure).toBeUndefined();
    expect(outputs).toEqual({ findings: [], fileCount: 0 });
    expect(check).not.toHaveBeenCalled();
  });

  it('stays in the workspace, and wants a folder that is there', async () => {
    expect((await run({ path: '../..' })).failure).toMatchObject({
      name: 'NotAllowedError',
    });
    expect((await run({ path: 'nowhere' })).failure).toMatchObject({
      message: 'The workspace has no folder nowhere',
    });
    expect(check).not.toHaveBeenCalled();
  });

  it.each(examples)('takes the example: $description', async ({ example }) => {
    const [{ input = {} }] = parse(example).steps;
    workspace.addContent({ infrastructure: {} });
    check.mockResolvedValue({ findings: [], fileCount: 0 });
    expect((await run(input)).failure).toBeUndefined();
    expect(check).toHaveBeenCalledWith(
      expect.objectContaining({ copied: input.copied, ignored: input.ignored }),
    );
  });

  it('checks by the real checks', async () => {
    workspace.setContent({
      Dockerfile: 'FROM node:latest\n',
      'values.json': '{\n  "a": 1,\n  b\n}\n',
    });
    const { failure, warnings } = await run(
      {},
      {
        action: createValidateAction({
          checks: new FolderChecks({ maxProcesses: 1 }),
        }),
      },
    );
    expect(failure).toMatchObject({ name: 'InputError' });
    expect(warnings).toEqual(
      expect.arrayContaining([
        'Dockerfile:1: node:latest needs a version',
        'Dockerfile:1: The image runs as root',
        expect.stringMatching(/^values\.json:3: /),
      ]),
    );
  }, 120_000);
});
