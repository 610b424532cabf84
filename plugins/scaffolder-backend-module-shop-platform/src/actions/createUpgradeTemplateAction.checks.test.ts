import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type JsonObject } from '@backstage/types';
import git from 'isomorphic-git';
import fs, { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClonedRepository } from '../upgrade/ClonedRepository';
import { hashOf } from '../upgrade/planUpgrade';
import { createUpgradeTemplateAction } from './createUpgradeTemplateAction';

// Git and a busy machine take their time.
jest.setTimeout(60_000);

const MANIFEST = '.template/greeter.json';
const PATH = 'k8s/service.txt';
const author = { name: 'Olena', email: 'olena@example.com' };

type Files = Record<string, string>;

/** What a version of the template renders: one file, its manifest, and one for the team. */
const rendering = (version: string, text: string): Files => ({
  [PATH]: text,
  'k8s/notes.md': 'Yours\n',
  [MANIFEST]: JSON.stringify({
    template: 'greeter',
    version,
    answers: {},
    files: { [PATH]: hashOf(Buffer.from(text)) },
  }),
});

/** The same, of a version that owned one more file, which is gone since. */
const withOwned = (version: string, text: string, path: string): Files => {
  const files = rendering(version, text);
  const manifest = JSON.parse(files[MANIFEST]);
  manifest.files[path] = hashOf(Buffer.from(text));
  return { ...files, [path]: text, [MANIFEST]: JSON.stringify(manifest) };
};

/** A service of a repository that has several. */
const inService = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      `services/core/${path}`,
      text,
    ]),
  );

describe('what an upgrade proposes is checked', () => {
  const directory = createMockDirectory();
  const repository = join(directory.path, 'repository');
  const workspacePath = join(directory.path, 'workspace');
  const render = jest.fn();
  const audit = { success: jest.fn(), fail: jest.fn() };
  let warnings: string[];

  /** Finds each line that says so, and what names or links a file that is not there. */
  const check = jest.fn(async ({ folder }: { folder: string }) => {
    const text = await readFile(join(folder, PATH), 'utf8');
    const findings = text.split('\n').flatMap((line, index) => {
      const [, name] = /^see (.+)$/.exec(line) ?? [];
      const [, target] = /^link (.+)$/.exec(line) ?? [];
      if (target && !existsSync(join(folder, target))) {
        const message = `${target} is linked and not rendered`;
        return [{ file: PATH, line: index + 1, message }];
      }
      return line.includes('broken') ||
        (name && !existsSync(join(folder, name)))
        ? [{ file: PATH, line: index + 1, message: `"${line}" is wrong` }]
        : [];
    });
    return { findings, fileCount: 1 };
  });

  beforeEach(async () => {
    directory.setContent({ repository: {}, workspace: {}, temporary: {} });
    [render, check, audit.success, audit.fail].forEach(mock =>
      mock.mockClear(),
    );
    warnings = [];
    await git.init({ fs, dir: repository, defaultBranch: 'main' });
  });

  const commit = (files: Files) => commitAll(inService(files));

  async function commitAll(files: Files, links: Files = {}) {
    for (const [path, content] of Object.entries({ ...files, ...links })) {
      await mkdir(dirname(join(repository, path)), { recursive: true });
      await (path in links
        ? symlink(content, join(repository, path))
        : writeFile(join(repository, path), content));
      await git.add({ fs, dir: repository, filepath: path });
    }
    await git.commit({ fs, dir: repository, message: 'A change', author });
  }

  const renders = (text: string) =>
    render.mockResolvedValue({
      files: Object.entries(rendering('1.1.0', text)).map(
        ([path, content]) => ({
          path,
          content,
          encoding: 'utf8',
          executable: false,
        }),
      ),
    });

  async function upgrade(validate?: JsonObject) {
    const outputs: Record<string, unknown> = {};
    const location =
      'url:https://github.com/shop/platform/tree/main/services/core/';
    const action = createUpgradeTemplateAction({
      auditor: mockServices.auditor.mock({ createEvent: async () => audit }),
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'core',
              annotations: { 'backstage.io/source-location': location },
            },
          },
          {
            apiVersion: 'scaffolder.backstage.io/v1beta3',
            kind: 'Template',
            metadata: { name: 'greeter', releases: [] },
            spec: {
              steps: validate ? [{ action: 'fetch:template' }, validate] : [],
            },
          },
        ],
      }),
      templates: { render },
      checks: { check },
      findProposals: async () => [],
      clone: () => ClonedRepository.open(join(repository, '.git'), ['main']),
    });
    const context = createMockActionContext({
      input: { entityRef: 'component:default/core' },
      workspacePath,
    });
    jest
      .spyOn(context.logger, 'warn')
      .mockImplementation(message => warnings.push(message));
    await action.handler({
      ...context,
      createTemporaryDirectory: () =>
        mkdtemp(join(directory.path, 'temporary', 'step-')),
      getInitiatorCredentials: async () => mockCredentials.user(),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    });
    return outputs;
  }

  it('says nothing where nothing is found', async () => {
    await commit(rendering('1.0.0', 'one\nsee k8s/notes.md\n'));
    await commit({ 'k8s/ours.md': 'Ours\n' });
    renders('two\nsee k8s/notes.md\n');
    const { description } = await upgrade();
    expect(description).not.toContain('Found by the checks');
    expect(warnings).toEqual([]);
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('tells what comes of the changes of the team, and proposes it', async () => {
    await commit(rendering('1.0.0', 'one\n2\n3\nend\n'));
    await commit({
      [PATH]: 'one\n2\n3\nend\nbroken\nsee k8s/ours.md\nsee k8s/gone.md\n',
      'k8s/ours.md': 'Ours\n',
    });
    renders('two\n2\n3\nend\n');

    const outputs = await upgrade({ action: 'platform:validate' });

    expect(outputs).toMatchObject({ changed: true, conflicts: 0 });
    expect(warnings).toEqual([
      'services/core/k8s/service.txt:5: "broken" is wrong (your team changed this file)',
      'services/core/k8s/service.txt:7: "see k8s/gone.md" is wrong (your team changed this file)',
    ]);
    expect(outputs.description).toContain(
      '## Found by the checks\n\nWhat the template renders has nothing of this by itself',
    );
    expect(outputs.description).toContain(
      '- `services/core/k8s/service.txt:5`: "broken" is wrong\n- `services/core/k8s/service.txt:7`',
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('knows what pages of the team lead to, wherever it is', async () => {
    await commit(withOwned('1.0.0', 'one\n2\n3\nend\n', 'old/old.txt'));
    const links = [
      'docs/ours.md',
      'guides/',
      'my page.md',
      'large.bin',
      'docs/latest.md',
      '../../README.md',
      '../..',
      'docs/gone.md',
      'old/old.txt',
      'old',
      '../../../elsewhere/README.md',
    ];
    await commit({
      [PATH]: `one\n2\n3\nend\n${links
        .map(target => `link ${target}\n`)
        .join('')}`,
      'docs/ours.md': 'Ours\n',
      'guides/first/page.md': 'First\n',
      'my page.md': 'Mine\n',
      'large.bin': 'x'.repeat(1024 * 1024 + 1),
    });
    await commitAll(
      { 'README.md': 'All of it\n' },
      { 'services/core/docs/latest.md': 'ours.md' },
    );
    renders('two\n2\n3\nend\n');
    await upgrade();
    expect(warnings.map(warning => warning.split(' (')[0])).toEqual([
      'services/core/k8s/service.txt:12: docs/gone.md is linked and not rendered',
      'services/core/k8s/service.txt:13: old/old.txt is linked and not rendered',
      'services/core/k8s/service.txt:14: old is linked and not rendered',
      'services/core/k8s/service.txt:15: ../../../elsewhere/README.md is linked and not rendered',
    ]);
  });

  it('proposes nothing where a template that checks itself is wrong by itself', async () => {
    await commit(rendering('1.0.0', 'one\n'));
    renders('broken\n');
    await expect(upgrade({ action: 'platform:validate' })).rejects.toThrow(
      '1 finding in what the template renders: the lines above say what, and nothing was proposed',
    );
    expect(warnings).toEqual([
      'services/core/k8s/service.txt:1: "broken" is wrong (so the template renders it)',
    ]);
    expect(existsSync(join(workspacePath, 'upgrade'))).toBe(false);
    expect(audit.fail).toHaveBeenCalledTimes(1);
    expect(audit.success).not.toHaveBeenCalled();
  });

  it('holds no template to checks that it does not make itself', async () => {
    await commit(rendering('1.0.0', 'one\n'));
    renders('broken\n');
    const failOnFindings = false;
    for (const step of [
      undefined,
      { action: 'platform:validate', input: { failOnFindings } },
    ]) {
      const { changed, description } = await upgrade(step);
      expect(changed).toBe(true);
      expect(description).not.toContain('Found by the checks');
    }
    expect(warnings).toHaveLength(2);
  });

  it('checks with the globs of the template, as far as they need no answers', async () => {
    await commit(rendering('1.0.0', 'one\n'));
    renders('two\n');
    await upgrade({
      action: 'platform:validate',
      input: {
        copied: ['charts/**', '${{ parameters.name }}/**'],
        ignored: '${{ parameters.ignored }}',
      },
    });
    expect(check.mock.calls[0][0]).toMatchObject({
      copied: ['charts/**'],
      ignored: [],
    });
  });

  it('checks nothing where nothing changes', async () => {
    await commit(rendering('1.0.0', 'one\n'));
    renders('one\n');
    await upgrade();
    check.mockClear();
    await commit({
      [MANIFEST]: await readFile(
        join(workspacePath, 'upgrade/services/core', MANIFEST),
        'utf8',
      ),
    });
    expect(await upgrade()).toMatchObject({ changed: false });
    expect(check).not.toHaveBeenCalled();
  });
});
