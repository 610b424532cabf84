import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import fs, { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClonedRepository } from '../upgrade/ClonedRepository';
import { hashOf } from '../upgrade/planUpgrade';
import { createAddToRepositoryAction } from './createAddToRepositoryAction';
import { parseTemplateManifest } from './manifest';

// Git and a busy machine take their time.
jest.setTimeout(60_000);

const MANIFEST = '.template/istio-mesh.json';
const author = { name: 'Olena', email: 'olena@example.com' };

type Files = Record<string, string>;
type Answers = Record<string, unknown>;

/** Finds each line that says so, and what names a file that is not there. */
const check = async ({ folder }: { folder: string }) => {
  const path = 'mesh/systems.txt';
  const text = await readFile(join(folder, path), 'utf8');
  const findings = text.split('\n').flatMap((line, index) => {
    const [, name] = /^see (.+)$/.exec(line) ?? [];
    return line.includes('broken') || (name && !existsSync(join(folder, name)))
      ? [{ file: path, line: index + 1, message: `"${line}" is wrong` }]
      : [];
  });
  return { findings, fileCount: 1 };
};

/** A template that writes a line for each system, and one file for the team. */
const rendering = (answers: Answers, version = '1.1.0'): Files => {
  const { systems = [], timeout } = answers;
  const owned: Files = {
    'mesh/systems.txt': [
      `timeout ${timeout}`,
      ...(Array.isArray(systems) ? systems : []),
      'end\n',
    ].join('\n'),
  };
  return {
    ...owned,
    'mesh/notes.md': 'Yours\n',
    [MANIFEST]: JSON.stringify({
      template: 'istio-mesh',
      version,
      answers,
      files: Object.fromEntries(
        Object.entries(owned).map(([path, text]) => [
          path,
          hashOf(Buffer.from(text)),
        ]),
      ),
    }),
  };
};

describe('platform:add-to-repository', () => {
  const directory = createMockDirectory();
  const repository = join(directory.path, 'repository');
  const workspacePath = join(directory.path, 'workspace');
  const render = jest.fn();
  const findProposals = jest.fn();
  const warnings: string[] = [];
  const audit = { success: jest.fn(), fail: jest.fn() };

  beforeEach(async () => {
    directory.setContent({ repository: {}, workspace: {}, temporary: {} });
    jest.resetAllMocks();
    warnings.length = 0;
    findProposals.mockResolvedValue([]);
    // What the template makes of whatever it is asked for.
    render.mockImplementation(async ({ values }: { values: Answers }) => ({
      templateRef: 'template:default/istio-mesh',
      files: Object.entries(rendering(values)).map(([path, content]) => ({
        path,
        content,
        encoding: 'utf8',
        executable: false,
      })),
      output: {},
      log: [],
    }));
    await git.init({ fs, dir: repository, defaultBranch: 'main' });
    await commit({ 'README.md': '# Platform\n' });
  });

  async function write(folder: string, files: Files) {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  }

  async function commit(files: Files) {
    await write(repository, files);
    for (const filepath of Object.keys(files)) {
      await git.add({ fs, dir: repository, filepath });
    }
    await git.commit({ fs, dir: repository, message: 'A change', author });
  }

  async function add(
    answers: Answers,
    credentials: BackstageCredentials = mockCredentials.user(),
    input: { repoUrl?: string; manifest?: string } = {},
  ) {
    await write(workspacePath, rendering(answers));
    const outputs: Record<string, unknown> = {};
    const action = createAddToRepositoryAction({
      auditor: mockServices.auditor.mock({ createEvent: async () => audit }),
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'scaffolder.backstage.io/v1beta3',
            kind: 'Template',
            metadata: {
              name: 'istio-mesh',
              releases: [
                { version: '1.1.0', date: '2026-11-29', changes: ['Faster'] },
                { version: '1.0.0', date: '2026-11-20', changes: ['First'] },
              ],
            },
          },
        ],
      }),
      templates: { render },
      checks: { check },
      findProposals,
      clone: () => ClonedRepository.open(join(repository, '.git'), ['main']),
    });
    const context = createMockActionContext({
      input: {
        repoUrl: 'github.com?owner=shop&repo=platform',
        manifest: MANIFEST,
        adds: ['systems'],
        agrees: ['domain'],
        title: 'Add the mesh',
        description: 'Read its README first.',
        ...input,
      },
      workspacePath,
    });
    jest
      .spyOn(context.logger, 'warn')
      .mockImplementation(message => warnings.push(message));
    await action.handler({
      ...context,
      createTemporaryDirectory: () =>
        mkdtemp(join(directory.path, 'temporary', 'step-')),
      getInitiatorCredentials: async () => credentials,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    });
    return outputs;
  }

  const written = (path: string) =>
    readFile(join(workspacePath, 'addition', path), 'utf8');

  it('brings everything where the repository has nothing of it', async () => {
    await commit({ 'mesh/systems.txt': 'ours\n' });
    const outputs = await add({ systems: ['one'], timeout: 5 });

    expect(outputs).toMatchObject({
      changed: true,
      conflicts: 1,
      targetBranch: 'main',
      branchName: 'template/istio-mesh',
      title: 'Add the mesh',
      filesToDelete: [],
    });
    expect(outputs.description).toMatch(/^Read its README first\./);
    expect(await written('mesh/notes.md')).toBe('Yours\n');
    // Nothing that happens to be there is written over.
    expect(await written('mesh/systems.txt')).toContain(
      '<<<<<<< yours\nours\n',
    );
    expect(render).not.toHaveBeenCalled();
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('adds to the answers that it has, and to what they made', async () => {
    const recorded = { systems: ['one'], timeout: 5, domain: 'shop.test' };
    await commit(rendering(recorded, '1.0.0'));
    await commit({
      'mesh/systems.txt': 'timeout 30\none\nend\n',
      'mesh/notes.md': 'Ours\n',
    });

    const outputs = await add({
      systems: ['one', 'two'],
      timeout: 8,
      domain: 'shop.test',
      retries: 2,
    });

    expect(render.mock.calls[0][0].values).toEqual({
      systems: ['one', 'two'],
      timeout: 5,
      domain: 'shop.test',
      retries: 2,
    });
    expect(await written('mesh/systems.txt')).toBe(
      'timeout 30\none\ntwo\nend\n',
    );
    expect(existsSync(join(workspacePath, 'addition/mesh/notes.md'))).toBe(
      false,
    );
    expect(parseTemplateManifest(await written(MANIFEST))).toMatchObject({
      version: '1.1.0',
      answers: { systems: ['one', 'two'], timeout: 5 },
    });
    expect(outputs).toMatchObject({
      conflicts: 0,
      title: 'Add two to istio-mesh, and upgrade it from 1.0.0 to 1.1.0',
    });
    expect(outputs.description).toContain('- `timeout` stays `5` (given: `8`)');
    expect(outputs.description).toContain('## New in 1.1.0\n\n- Faster');
    expect(outputs.description).toContain(`Manifest: \`${MANIFEST}\``);
  });

  it('tells what the team has wrong, and proposes it', async () => {
    const recorded = { systems: ['one'], timeout: 5 };
    await commit(rendering(recorded));
    await commit({
      'mesh/systems.txt':
        'timeout 5\none\nend\nbroken\nsee mesh/ours.md\nsee mesh/gone.md\n',
      'mesh/ours.md': 'Ours\n',
    });

    const outputs = await add({ systems: ['two'], timeout: 5 });

    expect(outputs).toMatchObject({ changed: true, conflicts: 0 });
    expect(await written('mesh/systems.txt')).toContain('two\nend\nbroken');
    expect(warnings).toEqual([
      'mesh/systems.txt:5: "broken" is wrong (your team changed this file)',
      'mesh/systems.txt:7: "see mesh/gone.md" is wrong (your team changed this file)',
    ]);
    expect(outputs.description).toContain(
      '- `mesh/systems.txt:5`: "broken" is wrong\n- `mesh/systems.txt:7`',
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('says what the team broke by a change elsewhere', async () => {
    const recorded = { systems: ['see mesh/notes.md'], timeout: 5 };
    await commit(rendering(recorded));
    await git.remove({ fs, dir: repository, filepath: 'mesh/notes.md' });
    await commit({});
    await add({ systems: ['two'], timeout: 5 });
    expect(warnings).toEqual([
      'mesh/systems.txt:2: "see mesh/notes.md" is wrong (by what your team changed elsewhere)',
    ]);
  });

  it('proposes nothing where the template is wrong by itself', async () => {
    await commit(rendering({ systems: ['one'], timeout: 5 }));
    await expect(add({ systems: ['broken'], timeout: 5 })).rejects.toThrow(
      '1 finding in what the template renders: the lines above say what, and nothing was proposed',
    );
    expect(warnings).toEqual([
      'mesh/systems.txt:3: "broken" is wrong (so the template renders it)',
    ]);
    expect(existsSync(join(workspacePath, 'addition'))).toBe(false);
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('checks the side of the template where somebody has to choose', async () => {
    await commit(rendering({ systems: ['one'], timeout: 5 }));
    await commit({ 'mesh/systems.txt': 'timeout 5\none\nbroken\nend\n' });
    expect(await add({ systems: ['two'], timeout: 5 })).toMatchObject({
      conflicts: 1,
    });
    expect(warnings).toEqual([]);
  });

  it('changes nothing where all of it is there', async () => {
    const first = { systems: ['one'], timeout: 5 };
    await add(first);
    await commit({
      'mesh/systems.txt': await written('mesh/systems.txt'),
      'mesh/notes.md': 'Ours\n',
      [MANIFEST]: await written(MANIFEST),
    });
    await rm(join(workspacePath, 'addition'), { recursive: true });
    expect(await add({ systems: ['one'], timeout: 5 })).toMatchObject({
      changed: false,
    });
  });

  it('refuses what it would have to guess, and says what to do', async () => {
    const answers = { systems: ['two'], domain: 'shop.test', timeout: 5 };
    await commit(
      rendering({ systems: ['one'], domain: 'other.test', timeout: 5 }),
    );
    await expect(add(answers)).rejects.toThrow(
      'has other.test as domain, and this is shop.test',
    );
    await commit(rendering(answers, '9.0.0'));
    await expect(add(answers)).rejects.toThrow('nothing is taken back');
    await commit({
      [MANIFEST]: rendering(answers)[MANIFEST].replace('istio-mesh', 'chaos'),
    });
    await expect(add(answers)).rejects.toThrow('is of the template chaos');
    await expect(
      add(answers, undefined, { manifest: '.template/other.json' }),
    ).rejects.toThrow('The workspace has no .template/other.json');
    await expect(
      add(answers, undefined, { repoUrl: 'github.com' }),
    ).rejects.toThrow('github.com is no repository');
    expect(audit.success).not.toHaveBeenCalled();
    expect(audit.fail).toHaveBeenCalledTimes(5);
  });

  it('waits for the pull request before it', async () => {
    findProposals.mockResolvedValue([
      {
        url: 'https://github.com/shop/platform/pull/7',
        title: 'Add one to istio-mesh',
        branch: 'template/istio-mesh',
        manifest: MANIFEST,
      },
    ]);
    await expect(add({ systems: ['one'], timeout: 5 })).rejects.toThrow(
      'is open already: https://github.com/shop/platform/pull/7 (Add one to istio-mesh). Merge or close it first',
    );
  });

  it('is for people alone', async () => {
    await expect(
      add({ systems: ['one'] }, mockCredentials.service()),
    ).rejects.toThrow('Only a person');
  });
});
