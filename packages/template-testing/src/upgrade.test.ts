import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitRepository } from './__testUtils__/GitRepository';
import { TaskPlatform } from './__testUtils__/TaskPlatform';
import { listFiles } from './template/paths';

// Tasks render, check and push; a busy machine takes its time.
jest.setTimeout(600_000);

/** What the template of the portal rendered when it was new, as it was then. */
const EARLIER = join(__dirname, '__fixtures__', 'backstage-portal-1.0.0');
const FOLDER = 'infrastructure/backstage';
const MANIFEST = '.template/backstage-portal.json';

/** What the team makes of lines of the template. */
const changed = {
  cpu: { from: 'cpu: 250m', to: 'cpu: 750m' },
  // ClickHouse, for which the template now has another rule.
  port: { from: 'port: 8443', to: 'port: 9440' },
};

describe('the upgrade of what an earlier version of a template rendered', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start({
      entities: organisationUrl => [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'portal-production',
            annotations: {
              'backstage.io/source-location': `url:${organisationUrl}/earlier/tree/main/${FOLDER}/`,
            },
          },
        },
      ],
    });
  });

  afterAll(async () => {
    await platform?.stop();
  });

  async function createEarlier(): Promise<GitRepository> {
    const repository = await platform.createRepository('earlier');
    for (const path of await listFiles(EARLIER)) {
      await repository.write(path, await readFile(join(EARLIER, path), 'utf8'));
    }
    return repository;
  }

  it('is a pull request with the changes of the template and of the team, and with what they disagree on', async () => {
    const repository = await createEarlier();
    const { cpu, port } = changed;
    await repository.edit(`${FOLDER}/deployment.yaml`, text =>
      text.replace(cpu.from, cpu.to),
    );
    await repository.edit(`${FOLDER}/network-policy.yaml`, text =>
      text.replace(port.from, port.to),
    );
    await repository.edit(
      `${FOLDER}/runbook.md`,
      text => `${text}\nCall Olena.\n`,
    );

    const { status, log } = await platform.run('upgrade-template', {
      component: 'component:default/portal-production',
    });

    expect([status, log.at(-1)]).toEqual([
      'completed',
      'Run completed with status: completed',
    ]);
    const [pull, ...others] = await repository.openPullRequests();
    expect(others).toEqual([]);
    const newest = /^Upgrade backstage-portal from 1\.0\.0 to (\d+\.\d+\.\d+)$/;
    expect(pull.title).toMatch(newest);
    const [, version] = newest.exec(pull.title) ?? [];
    expect(pull.body).toContain(`## New in ${version}`);
    expect(pull.body).toContain('## New in 1.1.0');
    expect(pull.body).not.toContain('## New in 1.0.0');

    const proposed = (path: string) => repository.read(path, pull.head.ref);
    const deployment = await proposed(`${FOLDER}/deployment.yaml`);
    expect(deployment).toContain(cpu.to);
    expect(deployment).toContain('NODE_EXTRA_CA_CERTS');
    expect(deployment).not.toContain('<<<<<<<');
    // The template leaves this one to the team, and has another one now.
    const runbook = await proposed(`${FOLDER}/runbook.md`);
    expect(runbook).toContain('Call Olena.');
    expect(runbook).not.toContain('self-signed certificate');
    expect(await proposed(`${FOLDER}/gateway.yaml`)).toContain(
      'name: portal-gateway',
    );
    expect(JSON.parse(await proposed(MANIFEST))).toMatchObject({ version });

    const disputed = `${FOLDER}/network-policy.yaml`;
    expect(pull.body).toContain(
      `- [ ] \`${disputed}\`: both changed the same lines`,
    );
    const policies = await proposed(disputed);
    for (const side of [
      '<<<<<<< yours',
      port.to,
      '||||||| backstage-portal 1.0.0',
      port.from,
      `>>>>>>> backstage-portal ${version}`,
      'name: default-deny',
    ]) {
      expect(policies).toContain(side);
    }
    // Until somebody has decided, the team has what it had.
    expect(await repository.read(disputed)).not.toContain('<<<<<<<');
    expect(JSON.parse(await repository.read(MANIFEST))).toMatchObject({
      version: '1.0.0',
    });
  });
});
