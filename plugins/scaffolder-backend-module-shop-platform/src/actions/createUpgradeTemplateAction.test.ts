import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import git from 'isomorphic-git';
import fs, { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ClonedRepository } from '../upgrade/ClonedRepository';
import { hashOf } from '../upgrade/planUpgrade';
import { createUpgradeTemplateAction } from './createUpgradeTemplateAction';
import { parseTemplateManifest } from './manifest';

// Git and a busy machine take their time.
jest.setTimeout(60_000);

const MANIFEST = '.template/istio-mesh.json';
const author = { name: 'Olena', email: 'olena@example.com' };

type Files = Record<string, string>;

const hashes = (files: Files) =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      hashOf(Buffer.from(text)),
    ]),
  );

/** What a version of the template renders, its manifest included. */
const renderingOf = (version: string, owned: Files, left: Files = {}) => ({
  ...owned,
  ...left,
  [MANIFEST]: `${JSON.stringify(
    {
      template: 'istio-mesh',
      version,
      answers: { domain: 'shop.example.com', timeout: 5 },
      files: hashes(owned),
    },
    undefined,
    2,
  )}\n`,
});

const lines = (...changed: [number, string][]) => {
  const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  changed.forEach(([line, text]) => {
    all[line - 1] = text;
  });
  return `${all.join('\n')}\n`;
};

describe('platform:upgrade-template', () => {
  const directory = createMockDirectory();
  const repository = join(directory.path, 'repository');
  const workspacePath = join(directory.path, 'workspace');
  const render = jest.fn();
  const findProposals = jest.fn();

  beforeEach(async () => {
    directory.setContent({ repository: {}, workspace: {}, temporary: {} });
    render.mockReset();
    findProposals.mockReset().mockResolvedValue([]);
    await git.init({ fs, dir: repository, defaultBranch: 'main' });
  });

  async function commit(files: Files, deleted: string[] = []) {
    const dir = repository;
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), content);
      await git.add({ fs, dir, filepath: path });
    }
    for (const path of deleted) {
      await rm(join(dir, path));
      await git.remove({ fs, dir, filepath: path });
    }
    await git.commit({ fs, dir, message: 'A change', author });
  }

  const renders = (files: Files) =>
    render.mockResolvedValue({
      templateRef: 'template:default/istio-mesh',
      files: Object.entries(files).map(([path, content]) => ({
        path,
        content,
        encoding: 'utf8',
        executable: path.endsWith('.sh'),
      })),
      output: {},
      log: [],
    });

  async function upgrade(
    input: { manifest?: string; answers?: string } = {},
    credentials: BackstageCredentials = mockCredentials.user(),
    branches: string[] = ['main'],
  ) {
    const outputs: Record<string, unknown> = {};
    const location = 'url:https://github.com/shop/platform/tree/main/mesh/';
    const action = createUpgradeTemplateAction({
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: {
              name: 'mesh',
              annotations: { 'backstage.io/source-location': location },
            },
          },
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'local',
              annotations: {
                'backstage.io/source-location': 'file:/somewhere/',
              },
            },
          },
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
      checks: { check: async () => ({ findings: [], fileCount: 1 }) },
      findProposals,
      clone: () => ClonedRepository.open(join(repository, '.git'), branches),
    });
    const context = createMockActionContext({
      input: { entityRef: 'resource:default/mesh', ...input },
      workspacePath,
    });
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
    readFile(join(workspacePath, 'upgrade', path), 'utf8');

  it('merges the newest version with what the team changed, and says how', async () => {
    const old = {
      'mesh/a.yaml': lines(),
      'mesh/gone.yaml': 'gone',
      'mesh/same.yaml': 'same',
    };
    await commit(renderingOf('1.0.0', old, { 'mesh/README.md': 'Yours' }));
    await commit({
      'mesh/a.yaml': lines([1, 'ONE']),
      'mesh/ours.yaml': 'ours',
      'mesh/README.md': 'Ours',
    });
    renders(
      renderingOf(
        '1.1.0',
        {
          'mesh/a.yaml': lines([9, 'NINE']),
          'mesh/same.yaml': 'same',
          'mesh/new.sh': 'new',
        },
        { 'mesh/README.md': 'Yours again', 'mesh/notes.md': 'Notes' },
      ),
    );

    const outputs = await upgrade();

    expect(render).toHaveBeenCalledWith(
      {
        templateRef: 'template:default/istio-mesh',
        values: { domain: 'shop.example.com', timeout: 5 },
      },
      expect.anything(),
    );
    expect(await written('mesh/a.yaml')).toBe(lines([1, 'ONE'], [9, 'NINE']));
    expect(await written('mesh/new.sh')).toBe('new');
    expect(existsSync(join(workspacePath, 'upgrade/mesh/same.yaml'))).toBe(
      false,
    );
    expect(existsSync(join(workspacePath, 'upgrade/mesh/README.md'))).toBe(
      false,
    );
    expect(parseTemplateManifest(await written(MANIFEST)).version).toBe(
      '1.1.0',
    );
    expect(outputs).toMatchObject({
      changed: true,
      conflicts: 0,
      repoUrl: 'github.com?owner=shop&repo=platform',
      targetBranch: 'main',
      branchName: 'template/istio-mesh-1.1.0',
      title: 'Upgrade istio-mesh from 1.0.0 to 1.1.0',
      filesToDelete: ['mesh/gone.yaml'],
    });
    expect(outputs.description).toMatchInlineSnapshot(`
      "Brings what the template \`istio-mesh\` rendered from 1.0.0 to 1.1.0. What your team changed is kept, and merged with what the template changed.

      ## New in 1.1.0

      - Faster

      ## Changed by the template and by you, merged

      - \`mesh/a.yaml\`

      ## Added by the template

      - \`mesh/new.sh\`

      ## Removed by the template

      - \`mesh/gone.yaml\`

      ## Not there

      The template leaves these files to you and does not write them again. Take them from a new rendering if they are needed.

      - \`mesh/notes.md\`

      Manifest: \`.template/istio-mesh.json\`"
    `);
  });

  it('merges again after a merge, from what the template wrote then', async () => {
    await commit(renderingOf('1.0.0', { a: lines() }));
    await commit({ a: lines([1, 'ONE']) });
    renders(renderingOf('1.1.0', { a: lines([5, 'FIVE']) }));
    await upgrade();
    await commit({
      a: await written('a'),
      [MANIFEST]: await written(MANIFEST),
    });
    renders(renderingOf('1.2.0', { a: lines([5, 'five'], [9, 'NINE']) }));

    const { conflicts } = await upgrade();

    expect(conflicts).toBe(0);
    expect(await written('a')).toBe(
      lines([1, 'ONE'], [5, 'five'], [9, 'NINE']),
    );
  });

  it('lists what a person has to decide', async () => {
    await commit(renderingOf('1.0.0', { a: lines(), b: 'b', c: 'c' }));
    await commit({ a: lines([5, 'ours']), c: 'ours' }, ['b']);
    renders(renderingOf('1.1.0', { a: lines([5, 'theirs']), b: 'B' }));

    const { conflicts, description, filesToDelete } = await upgrade();

    expect(conflicts).toBe(3);
    expect(filesToDelete).toEqual([]);
    expect(description).toContain('- [ ] `a`: both changed the same lines');
    expect(description).toContain(
      '- [ ] `b`: the template changed it, and you deleted it',
    );
    expect(description).toContain('- [ ] `c`: the template no longer has it');
    expect(await written('a')).toContain(
      '<<<<<<< yours\nours\n||||||| istio-mesh 1.0.0\n5\n',
    );
    expect(existsSync(join(workspacePath, 'upgrade/b'))).toBe(false);
  });

  it('names the branches of earlier upgrades, and takes another', async () => {
    await commit(renderingOf('1.0.0', { a: 'a' }));
    renders(renderingOf('1.1.0', { a: 'b' }));
    const name = 'template/istio-mesh-1.1.0';
    const others = [`${name}-beta`, `${name}0`, 'template/istio-mesh-1.0.0'];

    const again = await upgrade({}, mockCredentials.user(), [
      'main',
      name,
      `${name}-2`,
      ...others,
    ]);

    expect(again.branchName).toBe(`${name}-3`);
    expect(again.description).toContain(
      `## Proposed before\n\nThese branches are of earlier upgrades to this version. What was decided there is not here: merge one, and delete the others.\n\n- \`${name}\`\n- \`${name}-2\`\n\n##`,
    );
    const first = await upgrade({}, mockCredentials.user(), [
      'main',
      ...others,
    ]);
    expect(first.branchName).toBe(name);
    expect(first.description).not.toContain('Proposed before');
  });

  it('opens no second pull request while one about the same manifest waits', async () => {
    await commit(renderingOf('1.0.0', { a: 'a' }));
    renders(renderingOf('1.1.0', { a: 'b' }));
    const waiting = (manifest: string) => ({
      url: 'https://github.com/shop/platform/pull/7',
      title: 'Upgrade istio-mesh from 1.0.0 to 1.1.0',
      branch: 'template/istio-mesh-1.1.0',
      manifest,
    });
    findProposals.mockResolvedValue([
      waiting('services/core/.template/a.json'),
    ]);
    expect(await upgrade()).toMatchObject({ changed: true });

    findProposals.mockResolvedValue([waiting(MANIFEST)]);
    await expect(upgrade()).rejects.toThrow(
      'is open already: https://github.com/shop/platform/pull/7',
    );
    expect(render).toHaveBeenCalledTimes(1);
  });

  it('takes answers to new questions, and names those that are refused', async () => {
    await commit(renderingOf('1.0.0', { a: 'a' }));
    renders(renderingOf('1.0.0', { a: 'a' }));
    expect(
      await upgrade({ answers: 'timeout: 7\ncanary: true' }),
    ).toMatchObject({ changed: false });
    expect(render.mock.calls[0][0].values).toEqual({
      domain: 'shop.example.com',
      timeout: 7,
      canary: true,
    });

    render.mockRejectedValue(
      await ResponseError.fromResponse(
        Response.json(
          {
            response: { statusCode: 400 },
            error: {
              name: 'InputError',
              message: 'Refused',
              refusals: [
                {
                  path: 'timeout',
                  title: 'Time-out',
                  message: 'A whole number',
                },
              ],
            },
          },
          { status: 400 },
        ),
      ),
    );
    await expect(upgrade()).rejects.toThrow(
      'no longer takes the answers that 1.0.0 was given. timeout (Time-out): A whole number. Answer these again',
    );
    await expect(upgrade({ answers: '- a list' })).rejects.toThrow(
      'one a line',
    );
  });

  it('refuses what it cannot do', async () => {
    await commit({ 'README.md': '' });
    await expect(upgrade()).rejects.toThrow('no manifest of a template');
    await expect(upgrade({ manifest: MANIFEST })).rejects.toThrow(
      `has no ${MANIFEST}`,
    );
    await commit(renderingOf('1.1.0', { a: 'a' }));
    renders(renderingOf('1.0.0', { a: 'b' }));
    await expect(upgrade()).rejects.toThrow('nothing is taken back');
    await expect(upgrade({}, mockCredentials.service())).rejects.toThrow(
      'Only a person',
    );
  });
});
