import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import fs, { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClonedRepository } from '../upgrade/ClonedRepository';
import { hashOf } from '../upgrade/planUpgrade';
import { createAddNewFilesAction } from './createAddNewFilesAction';

// Git and a busy machine take their time.
jest.setTimeout(60_000);

const MANIFEST = '.template/whole.json';
const ENTITY = 'services/core/catalog-info.yaml';
const author = { name: 'Olena', email: 'olena@example.com' };

type Files = Record<string, string>;

const manifestOf = (template: string, owned: Files) =>
  JSON.stringify({
    template,
    version: '1.0.0',
    answers: {},
    files: Object.fromEntries(
      Object.entries(owned).map(([path, text]) => [
        path,
        hashOf(Buffer.from(text)),
      ]),
    ),
  });

/** Two templates in one workspace, each with a file of its own and one for the team. */
const RENDERED: Files = {
  'README.md': '# Read me\n',
  'namespaces.yaml': 'a: 1\n',
  [MANIFEST]: manifestOf('whole', { 'namespaces.yaml': 'a: 1\n' }),
  'services/core/Dockerfile': 'FROM node\n',
  'services/core/src/main.ts': 'start();\n',
  'services/core/.template/manifest.json': manifestOf('service', {
    Dockerfile: 'FROM node\n',
  }),
  [ENTITY]: 'apiVersion: backstage.io/v1alpha1\nkind: Component\n',
};

describe('platform:add-new-files', () => {
  const directory = createMockDirectory();
  const repository = join(directory.path, 'repository');
  const workspacePath = join(directory.path, 'workspace');
  const findProposals = jest.fn();
  const audit = { success: jest.fn(), fail: jest.fn() };

  beforeEach(async () => {
    directory.setContent({ repository: {}, workspace: {}, temporary: {} });
    jest.resetAllMocks();
    findProposals.mockResolvedValue([]);
    await git.init({ fs, dir: repository, defaultBranch: 'main' });
    await commit({ 'LICENSE.md': 'Ours\n' });
    await write(workspacePath, RENDERED);
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
    input: { manifest?: string } = {},
    credentials: BackstageCredentials = mockCredentials.user(),
  ) {
    const outputs: Record<string, unknown> = {};
    const action = createAddNewFilesAction({
      auditor: mockServices.auditor.mock({ createEvent: async () => audit }),
      auth: mockServices.auth(),
      integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
      findProposals,
      clone: () =>
        ClonedRepository.open(join(repository, '.git'), [
          'main',
          'template/whole',
        ]),
    });
    await action.handler({
      ...createMockActionContext({
        input: {
          repoUrl: 'github.com?owner=shop&repo=platform',
          manifest: MANIFEST,
          description: 'Read its README first.',
          ...input,
        },
        workspacePath,
      }),
      createTemporaryDirectory: async () => join(directory.path, 'temporary'),
      getInitiatorCredentials: async () => credentials,
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    });
    return outputs;
  }

  const isWritten = (path: string) =>
    existsSync(join(workspacePath, 'addition', path));

  it('brings everything where the repository has nothing of it', async () => {
    expect(await add()).toEqual({
      changed: true,
      targetBranch: 'main',
      branchName: 'template/whole-2',
      description: `Read its README first.\n\nManifest: \`${MANIFEST}\``,
      kept: [],
      catalogFiles: [ENTITY],
    });
    expect(Object.keys(RENDERED).filter(path => !isWritten(path))).toEqual([]);
    expect(
      await readFile(join(workspacePath, 'addition/README.md'), 'utf8'),
    ).toBe('# Read me\n');
    expect(audit.success).toHaveBeenCalledTimes(1);
  });

  it('leaves alone what is the team’s, and says so', async () => {
    await commit({
      'README.md': '# Ours\n',
      'services/core/src/main.ts': 'ours();\n',
      'services/core/Dockerfile': 'FROM node\n',
    });
    const { description, changed, kept } = await add();
    expect(changed).toBe(true);
    expect(kept).toEqual(['README.md', 'services/core/src/main.ts']);
    expect(description).toContain(
      '- `README.md`\n- `services/core/src/main.ts`',
    );
    expect(Object.keys(RENDERED).filter(isWritten)).toEqual([
      'namespaces.yaml',
      MANIFEST,
      'services/core/.template/manifest.json',
      ENTITY,
    ]);
  });

  it.each<[what: string, theirs: Files, named: string]>([
    [
      'a file of the one template and of another, changed',
      { 'namespaces.yaml': 'a: 2\n', 'services/core/Dockerfile': 'FROM go\n' },
      '2 files that this would write over: namespaces.yaml, services/core/Dockerfile. Nothing was proposed',
    ],
    [
      'a manifest with other answers',
      { [MANIFEST]: '{}' },
      `1 file that this would write over: ${MANIFEST}.`,
    ],
    [
      'a file where a folder is to be',
      { services: 'ours\n' },
      '4 files that this would write over: services/core/',
    ],
  ])('refuses %s', async (_, theirs, named) => {
    await commit(theirs);
    await expect(add()).rejects.toThrow(`shop/platform has ${named}`);
    expect(existsSync(join(workspacePath, 'addition'))).toBe(false);
    expect(audit.fail).toHaveBeenCalledTimes(1);
    expect(audit.success).not.toHaveBeenCalled();
  });

  it('refuses a script of a template that nobody there can run', async () => {
    await commit(RENDERED);
    await chmod(join(workspacePath, 'namespaces.yaml'), 0o755);
    await expect(add()).rejects.toThrow(
      '1 file that this would write over: namespaces.yaml.',
    );
  });

  it('refuses a file where a link of the same text is to be', async () => {
    await commit({
      ...RENDERED,
      'services/core/Dockerfile': 'namespaces.yaml',
    });
    const path = join(workspacePath, 'services/core/Dockerfile');
    await rm(path);
    await symlink('namespaces.yaml', path);
    await expect(add()).rejects.toThrow(
      '1 file that this would write over: services/core/Dockerfile.',
    );
  });

  it('changes nothing where all of it is there', async () => {
    await commit(RENDERED);
    expect(await add()).toMatchObject({
      changed: false,
      kept: [],
      catalogFiles: [],
    });
  });

  it('changes nothing where the rest is the team’s own, and says which', async () => {
    await commit({ ...RENDERED, 'README.md': '# Ours\n' });
    expect(await add()).toMatchObject({
      changed: false,
      kept: ['README.md'],
      description: expect.stringContaining('- `README.md`'),
    });
  });

  it('waits for the pull request before it', async () => {
    findProposals.mockResolvedValue([
      {
        url: 'https://github.com/shop/platform/pull/7',
        title: 'Add the whole platform',
        branch: 'template/whole',
        manifest: MANIFEST,
      },
    ]);
    await expect(add()).rejects.toThrow('is open already');
  });

  it('wants a manifest and a person', async () => {
    await expect(add({ manifest: '.template/other.json' })).rejects.toThrow(
      'The workspace has no .template/other.json',
    );
    await expect(add({}, mockCredentials.service())).rejects.toThrow(
      'Only a person',
    );
  });
});
