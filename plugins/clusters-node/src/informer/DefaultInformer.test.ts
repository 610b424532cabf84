import { FakeCluster } from '../__testUtils__/FakeCluster';
import { until } from '../__testUtils__/until';
import { DefaultClusters } from '../DefaultClusters';
import { pods } from '../kinds/pods';
import { type Informer } from '../types';

describe('an informer', () => {
  let cluster: FakeCluster;
  let clusters: DefaultClusters;
  let informer: Informer<unknown>;
  let heard: string[];

  beforeEach(async () => {
    cluster = await FakeCluster.start();
    clusters = new DefaultClusters({
      clusters: [cluster.settings('west')],
      timeoutMs: 5_000,
    });
    heard = [];
  });

  afterEach(async () => {
    informer.stop();
    await clusters.close();
    await cluster.stop();
  });

  const follow = () => {
    const followed = clusters
      .client('west')
      .informer(pods, { namespace: 'shop' });
    followed.onChange(({ type, object }) =>
      heard.push(`${type} ${object.metadata.name}`),
    );
    informer = followed;
    return followed;
  };
  const names = (followed: ReturnType<typeof follow>) =>
    followed.items().map(({ metadata }) => metadata.name);

  it('has what was there, and follows what changes', async () => {
    cluster.put('core-1');
    const followed = follow();
    await followed.waitUntilSynced();
    expect(names(followed)).toEqual(['core-1']);
    expect(followed).toMatchObject({ synced: true, silentSince: undefined });

    await until(() => cluster.watchers === 1);
    cluster.put('core-2');
    cluster.put('core-1', { version: 'two' });
    cluster.remove('core-1');
    await until(() => heard.length === 4);
    expect(heard).toEqual([
      'added core-1',
      'added core-2',
      'modified core-1',
      'deleted core-1',
    ]);
    expect(names(followed)).toEqual(['core-2']);
  });

  it('misses nothing while the connection was cut, from the history or by listing again', async () => {
    cluster.put('core-1');
    const followed = follow();
    await until(() => cluster.watchers === 1);

    cluster.cut();
    await until(() => cluster.watchers === 0);
    cluster.put('core-2');
    await until(() => names(followed).length === 2);

    await until(() => cluster.watchers === 1);
    cluster.mood = { kind: 'answering', code: 503, body: 'away' };
    cluster.cut();
    await until(() => followed.reason?.includes('503') ?? false);
    expect(followed.silentSince).toBeInstanceOf(Date);
    // What it knew is still there, marked as of then.
    expect(names(followed)).toEqual(['core-1', 'core-2']);
    cluster.remove('core-1');
    cluster.put('core-3');
    cluster.compact();
    cluster.mood = { kind: 'well' };
    await until(() => names(followed).includes('core-3'));
    expect(names(followed)).toEqual(['core-2', 'core-3']);
    expect(followed.silentSince).toBeUndefined();
    expect(heard).toEqual([
      'added core-1',
      'added core-2',
      'added core-3',
      'deleted core-1',
    ]);
  });

  it('waits for a cluster that is not there yet, for as long as its caller does', async () => {
    cluster.mood = { kind: 'hanging' };
    const followed = follow();
    const leaving = new AbortController();
    const waiting = followed.waitUntilSynced({ signal: leaving.signal });
    leaving.abort(new Error('no longer'));
    await expect(waiting).rejects.toThrow('no longer');
    expect(followed.synced).toBe(false);

    followed.stop();
    await expect(followed.waitUntilSynced()).rejects.toThrow('was stopped');
  });
});
