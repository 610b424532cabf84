import { type JsonValue } from '@backstage/types';
import { type GitRepository } from './__testUtils__/GitRepository';
import { TaskPlatform } from './__testUtils__/TaskPlatform';

// Tasks render, check and push; a busy machine takes its time.
jest.setTimeout(600_000);

const OWNER = 'group:default/team-platform';

describe('adding to what a repository has from the same template', () => {
  let platform: TaskPlatform;

  beforeAll(async () => {
    platform = await TaskPlatform.start();
  });

  afterAll(async () => {
    await platform?.stop();
  });

  /** Runs the template; answers the pull request that it opened. */
  async function propose(
    repository: GitRepository,
    template: string,
    answers: Record<string, JsonValue>,
  ) {
    const { status, log } = await platform.run(template, {
      ...answers,
      owner: OWNER,
      destination: 'pull-request',
      repoUrl: platform.repoUrl(repository.name),
    });
    expect([status, log.at(-1)]).toEqual([
      'completed',
      'Run completed with status: completed',
    ]);
    const [pull, ...others] = await repository.openPullRequests();
    expect(others).toEqual([]);
    return pull;
  }

  it('keeps what it says of other services and what the team changed', async () => {
    const repository = await platform.createRepository('alerts');
    const about = {
      domain: 'shop.example.com',
      namespace: 'shop',
      system: 'system:default/shop-platform',
      email: 'on-call@shop.example.com',
      smtpHost: 'smtp.example.com:587',
    };
    const folder = 'infrastructure/kubernetes/observability';
    const first = await propose(repository, 'observability', {
      ...about,
      services: ['loyalty-points'],
      latencyMs: 400,
    });
    expect(first.title).toBe('Add observability');
    await repository.merge(first.number);
    await repository.edit(`${folder}/slo.yaml`, text =>
      text.replace(
        '- name: error-ratios',
        '# As agreed with the shop.\n    - name: error-ratios',
      ),
    );
    await repository.edit(
      `${folder}/runbooks/HighLatency.md`,
      text => `${text}\nCall Olena.\n`,
    );

    const second = await propose(repository, 'observability', {
      ...about,
      services: ['gift-cards'],
    });

    expect(second.title).toBe('Add gift-cards to observability');
    expect(second.body).toContain('- `latencyMs` stays `400` (given: `500`)');
    expect(second.body).not.toContain('Found by the checks');
    await repository.merge(second.number);
    const slo = await repository.read(`${folder}/slo.yaml`);
    expect(slo).toContain('"loyalty-points|gift-cards"');
    expect(slo).toContain('# As agreed with the shop.');
    expect(slo).not.toContain('<<<<<<<');
    expect(
      await repository.read(`${folder}/runbooks/HighLatency.md`),
    ).toContain('Call Olena.');
    expect(
      JSON.parse(await repository.read('.template/observability.json')),
    ).toMatchObject({
      answers: { services: ['loyalty-points', 'gift-cards'], latencyMs: 400 },
    });
  });

  it('is an upgrade, too, where the repository has an older version', async () => {
    const repository = await platform.createRepository('mesh');
    const about = {
      domain: 'shop.example.com',
      issuer: 'https://login.shop.example.com/',
      jwksUri: 'https://login.shop.example.com/keys',
    };
    const first = await propose(repository, 'istio-mesh', {
      ...about,
      systems: ['system:default/order-management'],
      externalHosts: ['www.liqpay.ua'],
    });
    await repository.merge(first.number);
    await repository.edit('.template/istio-mesh.json', text =>
      text.replace(/"version": ".*"/, '"version": "1.2.0"'),
    );

    const second = await propose(repository, 'istio-mesh', {
      ...about,
      systems: ['system:default/customer-management'],
      externalHosts: ['api.novaposhta.ua'],
    });

    expect(second.title).toMatch(/, and upgrade it from 1\.2\.0 to \d/);
    expect(second.body).toContain('The repository has version 1.2.0');
    expect(second.body).not.toContain('Found by the checks');
    expect(second.body).toContain('## New in 1.3.0');
    await repository.merge(second.number);
    const manifest = await repository.read('.template/istio-mesh.json');
    expect(JSON.parse(manifest)).toMatchObject({
      answers: {
        systems: [
          'system:default/order-management',
          'system:default/customer-management',
        ],
        externalHosts: ['www.liqpay.ua', 'api.novaposhta.ua'],
      },
    });
    expect(manifest).not.toContain('"version": "1.2.0"');
    const hosts = await repository.read(
      'infrastructure/kubernetes/istio/circuit-breaker.yaml',
    );
    expect(hosts).toContain('www.liqpay.ua');
    expect(hosts).toContain('api.novaposhta.ua');
  });

  it('adds another service to the experiments of one, and keeps what the team made of them', async () => {
    const repository = await platform.createRepository('chaos');
    const about = {
      system: 'system:default/customer-management',
      namespace: 'loyalty',
      port: 3000,
      weekly: '30 12 * * MON,THU',
      statusUrl: 'http://loyalty.example.com:8080',
      people: 'chaos@example.com',
    };
    const folder = 'infrastructure/kubernetes/chaos-mesh';
    const first = await propose(repository, 'chaos-suite', {
      ...about,
      services: ['loyalty-points'],
      kinds: ['network'],
    });
    expect(first.title).toBe('Add the chaos suite');
    await repository.merge(first.number);
    const loss = `${folder}/experiments/network-loss.yaml`;
    await repository.edit(loss, text =>
      text.replace("loss: '10'", "loss: '5'"),
    );

    const second = await propose(repository, 'chaos-suite', {
      ...about,
      services: ['gift-cards'],
      kinds: ['network'],
    });

    expect(second.title).toBe('Add gift-cards to chaos-suite');
    expect(second.body).not.toContain('Found by the checks');
    await repository.merge(second.number);
    expect(await repository.read(loss)).toContain("loss: '5'");
    const all = await repository.read(`${folder}/workflows/comprehensive.yaml`);
    expect(all).toContain('app.kubernetes.io/name: loyalty-points');
    expect(all).toContain('app.kubernetes.io/name: gift-cards');
    expect(all).not.toContain('<<<<<<<');
  });

  it('adds previews of another service, and keeps what the team changed', async () => {
    const repository = await platform.createRepository('previews');
    const about = {
      scope: 'previews',
      previewDomain: 'preview.shop.example.com',
    };
    const folder = 'infrastructure/preview';
    const first = await propose(repository, 'devsecops', {
      ...about,
      services: ['loyalty-points'],
    });
    expect(first.title).toBe('Add previews of pull requests');
    await repository.merge(first.number);
    await repository.edit(`${folder}/quota.yaml`, text =>
      text.replace("pods: '40'", "pods: '60'"),
    );

    const second = await propose(repository, 'devsecops', {
      ...about,
      services: ['gift-cards'],
    });

    expect(second.title).toBe('Add gift-cards to devsecops');
    expect(second.body).not.toContain('Found by the checks');
    await repository.merge(second.number);
    expect(await repository.read(`${folder}/services.txt`)).toBe(
      'loyalty-points\ngift-cards\n',
    );
    expect(await repository.read(`${folder}/quota.yaml`)).toContain(
      "pods: '60'",
    );
  });
});
