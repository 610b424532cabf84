import { DefaultClusters } from './DefaultClusters';
import { FakeCluster, status } from './__testUtils__/FakeCluster';
import { until } from './__testUtils__/until';
import { pods } from './kinds/pods';

const shop = { namespace: 'shop' };

describe('DefaultClusters', () => {
  let west: FakeCluster;
  let east: FakeCluster;
  let clusters: DefaultClusters;

  beforeEach(async () => {
    west = await FakeCluster.start();
    east = await FakeCluster.start();
    clusters = new DefaultClusters({
      clusters: [west.settings('west'), east.settings('east')],
      timeoutMs: 5_000,
    });
  });

  afterEach(async () => {
    await clusters.close();
    await Promise.all([west.stop(), east.stop()]);
  });

  it('answers with what each cluster has, over all pages', async () => {
    for (let index = 0; index < 1_201; index += 1) {
      west.put(`core-${index}`);
    }
    const answers = await clusters.askAll(client => client.list(pods, shop));

    expect(answers).toEqual([
      {
        status: 'answered',
        cluster: { name: 'west', title: 'west', region: 'west' },
        value: expect.arrayContaining([
          expect.objectContaining({
            metadata: expect.objectContaining({ name: 'core-1200' }),
          }),
        ]),
        at: expect.any(Date),
      },
      expect.objectContaining({ status: 'answered', value: [] }),
    ]);
    expect(answers[0].status === 'answered' && answers[0].value).toHaveLength(
      1_201,
    );
    expect(() => clusters.client('north')).toThrow('no cluster north');
  });

  it('names a silent cluster with the time since when, and what the others say', async () => {
    east.mood = { kind: 'hanging' };
    const ask = () =>
      clusters.askAll(client => client.version(), { timeoutMs: 1_000 });

    const [first, silent] = await ask();
    expect(first).toMatchObject({ status: 'answered', value: 'v1.34.2' });
    expect(silent).toMatchObject({
      status: 'silent',
      cluster: { name: 'east' },
      reason: 'no answer within 1000 ms',
    });

    // It has been silent since the first time, and no longer once it answers.
    const [, again] = await ask();
    expect(again).toMatchObject({
      since: silent.status === 'silent' && silent.since,
    });
    east.mood = { kind: 'well' };
    expect((await ask())[1]).toMatchObject({ status: 'answered' });
  });

  it('does not wait for what pays no heed to the signal', async () => {
    expect(
      await clusters.ask('west', () => new Promise(() => {}), {
        timeoutMs: 50,
      }),
    ).toMatchObject({ status: 'silent', reason: 'no answer within 50 ms' });
  });

  it('waits no longer than its time for what a client asks, and as long as it takes for what is watched', async () => {
    await clusters.close();
    clusters = new DefaultClusters({
      clusters: [west.settings('west'), east.settings('east')],
      timeoutMs: 1_000,
    });
    const informer = clusters.client('west').informer(pods, shop);
    await informer.waitUntilSynced();
    await until(() => west.watchers === 1);
    west.mood = { kind: 'hanging' };

    const core = { name: 'core', namespace: 'shop' };
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: core };
    const client = clusters.client('west');
    const olena = { ref: 'user:default/olena', email: undefined, groups: [] };
    const silent = 'Cluster west does not answer: no answer within 1000 ms';
    const asked = await Promise.allSettled([
      client.delete(pods, core),
      client.patch(pods, core, {}),
      client.apply(manifest, { fieldManager: 'portal' }),
      client.list(pods, shop),
      clusters.clientAs('west', olena).get(pods, core),
    ]);
    for (const answer of asked) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: { name: 'ServiceUnavailableError', message: silent },
      });
    }
    await expect(
      clusters.client('west', { timeoutMs: 50 }).version(),
    ).rejects.toThrow('no answer within 50 ms');
    expect(await clusters.client('east').version()).toBe('v1.34.2');

    // All that took longer than a request may.
    west.put('core');
    await until(() => informer.items().length === 1);
    expect(informer.silentSince).toBeUndefined();
    informer.stop();
  });

  it('leaves room to ask however much is watched', async () => {
    const client = clusters.client('west');
    const informers = Array.from({ length: 20 }, () =>
      client.informer(pods, shop),
    );
    await until(() => west.watchers === 20);
    expect(await client.version()).toBe('v1.34.2');
    for (const informer of informers) {
      informer.stop();
    }
  });

  it.each([
    [502, '<html>Bad gateway</html>', 'silent', 'it answered 502 without'],
    [404, '<html>Not here</html>', 'silent', 'it answered 404 without'],
    [200, '<html>Sign in</html>', 'silent', 'that is not JSON'],
    [200, '{}', 'silent', 'that is not Kubernetes'],
    [
      503,
      JSON.stringify(status(503, 'ServiceUnavailable', 'etcd is away')),
      'silent',
      'it answered 503: etcd is away',
    ],
    [
      403,
      JSON.stringify(
        status(
          403,
          'Forbidden',
          'pods is forbidden: User "portal" cannot list',
        ),
      ),
      'refused',
      'User "portal" cannot list',
    ],
  ])('reads an answer %i %s as %s', async (code, body, expected, reason) => {
    west.mood = { kind: 'answering', code, body };
    expect(
      await clusters.ask('west', client => client.list(pods, shop)),
    ).toMatchObject({
      status: expected,
      reason: expect.stringContaining(reason),
    });
  });

  it('tells a cluster who does something there, where it is to be told, and nobody else', async () => {
    await clusters.close();
    clusters = new DefaultClusters({
      clusters: [
        {
          ...west.settings('west'),
          impersonation: {
            userFrom: 'email',
            userPrefix: '',
            groups: true,
            groupPrefix: 'portal:',
          },
        },
        east.settings('east'),
      ],
      timeoutMs: 5_000,
    });
    const olena = {
      ref: 'user:default/olena',
      email: 'olena@example.com',
      groups: ['group:default/one', 'group:default/two'],
    };
    expect(clusters.impersonates('west')).toBe(true);
    await clusters.clientAs('west', olena).list(pods, shop);
    expect(west.requests.at(-1)?.headers).toMatchObject({
      authorization: ['Bearer secret'],
      'impersonate-user': ['olena@example.com'],
      'impersonate-group': [
        'portal:group:default/one',
        'portal:group:default/two',
      ],
    });
    await clusters.client('west').list(pods, shop);
    expect(west.requests.at(-1)?.headers).not.toHaveProperty([
      'impersonate-user',
    ]);

    expect(clusters.impersonates('east')).toBe(false);
    await clusters.clientAs('east', olena).list(pods, shop);
    expect(east.requests.at(-1)?.headers).not.toHaveProperty([
      'impersonate-user',
    ]);

    expect(() =>
      clusters.clientAs('west', { ...olena, email: undefined }),
    ).toThrow('user:default/olena has none');

    west.mood = {
      kind: 'answering',
      code: 403,
      body: JSON.stringify(
        status(
          403,
          'Forbidden',
          'pods is forbidden: User "olena@example.com" cannot list resource "pods" in API group "" in the namespace "shop"',
        ),
      ),
    };
    const refused = clusters.clientAs('west', olena).list(pods, shop);
    await expect(refused).rejects.toThrow(/needs a Role in shop with the rule/);
    await expect(refused).rejects.toMatchObject({ statusCode: 403 });
    // What the portal itself may not do is no fault of whoever asks it.
    await expect(
      clusters.client('west').list(pods, shop),
    ).rejects.toMatchObject({ statusCode: undefined });
  });

  it('says so when nobody listens there', async () => {
    const gone = await FakeCluster.start();
    const settings = gone.settings('gone');
    await gone.stop();
    const alone = new DefaultClusters({
      clusters: [settings],
      timeoutMs: 5_000,
    });
    expect(await alone.ask('gone', client => client.version())).toMatchObject({
      status: 'silent',
      reason: 'the connection was refused',
    });
    await alone.close();
  });

  it('passes on a mistake of its caller, and the end that the caller asked for', async () => {
    await expect(
      clusters.ask('west', async () => {
        throw new TypeError('a bug');
      }),
    ).rejects.toThrow('a bug');

    west.mood = { kind: 'hanging' };
    const leaving = new AbortController();
    const asked = clusters.ask('west', client => client.version(), {
      signal: leaving.signal,
    });
    leaving.abort(new Error('the reader has left'));
    await expect(asked).rejects.toThrow('the reader has left');
  });

  it('applies a manifest by its kind, strictly, and knows a kind that is not there', async () => {
    const client = clusters.client('west');
    const manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'core', namespace: 'shop' },
    };
    await client.apply(manifest, { fieldManager: 'portal', dryRun: true });

    const { method, url, body } = west.requests.at(-1)!;
    expect(`${method} ${url.pathname}`).toBe(
      'PATCH /api/v1/namespaces/shop/pods/core',
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      fieldManager: 'portal',
      force: 'false',
      fieldValidation: 'Strict',
      dryRun: 'All',
    });
    expect(JSON.parse(body)).toEqual(manifest);
    expect(await client.kindOf(manifest)).toMatchObject({
      plural: 'pods',
      namespaced: true,
    });

    await expect(
      client.apply(
        {
          ...manifest,
          apiVersion: 'chaos-mesh.org/v1alpha1',
          kind: 'PodChaos',
        },
        { fieldManager: 'portal' },
      ),
    ).rejects.toThrow('knows no PodChaos in chaos-mesh.org/v1alpha1');
    await expect(
      client.delete(pods, { name: 'core', namespace: 'shop' }),
    ).resolves.toBeUndefined();
    await expect(client.get(pods, { name: 'core' })).rejects.toThrow(
      'needs a namespace',
    );
    for (const place of [
      { name: '..', namespace: 'shop' },
      { name: 'core', namespace: '.' },
    ]) {
      await expect(client.get(pods, place)).rejects.toThrow(
        'is no name of an object',
      );
    }
  });
});
