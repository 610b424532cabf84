import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createScratch } from '../../__testUtils__/scratch';
import { KubeObject } from '../model/KubeObject';
import { Store } from './Store';

function map(name: string, data: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'a' },
    data: { data },
  };
}

describe('Store', () => {
  let scratch: ReturnType<typeof createScratch>;
  const open = (maxLogBytes?: number) =>
    Store.open({ folder: scratch.path, maxLogBytes });

  beforeEach(() => {
    scratch = createScratch();
  });

  afterEach(() => {
    scratch.remove();
  });

  it('goes on at its revision after an end without a goodbye', () => {
    const first = open();
    first.put('/configmaps', 'a/one', map('one', '1'));
    first.put('/configmaps', 'a/two', map('two', '2'));
    first.delete('/configmaps', 'a/one');
    // Not closed, as by kill -9.
    const second = open();
    expect(second.revision).toBe(3);
    expect(second.list('/configmaps').map(one => one.metadata.name)).toEqual([
      'two',
    ]);
    // A watch goes on over it.
    expect(second.since(1).map(event => event.deleted)).toEqual([false, true]);
    second.close();
    first.close();
  });

  it('leaves out a write that was cut off half-way', () => {
    const first = open();
    first.put('/configmaps', 'a/one', map('one', '1'));
    first.close();
    const [log] = readdirSync(scratch.path);
    appendFileSync(join(scratch.path, log), '{"revision":2,"resource":"/con');
    const second = open();
    expect(second.revision).toBe(1);
    second.put('/configmaps', 'a/two', map('two', '2'));
    second.close();
    const third = open();
    expect(third.list('/configmaps')).toHaveLength(2);
    third.close();
  });

  it('replaces a long log by a snapshot, and keeps everything', () => {
    const first = open(1_000);
    for (let i = 0; i < 50; i += 1) {
      first.put('/configmaps', `a/${i % 7}`, map(String(i % 7), String(i)));
    }
    const wanted = first.list('/configmaps');
    first.close();
    const names = readdirSync(scratch.path);
    expect(names.sort()).toEqual([
      expect.stringMatching(/^log-/),
      expect.stringMatching(/^snapshot-/),
    ]);
    expect(
      readFileSync(join(scratch.path, names[0])).length,
    ).toBeLessThanOrEqual(1_200);
    const second = open();
    expect(second.list('/configmaps')).toEqual(wanted);
    expect(second.revision).toBe(50);
    expect(() => second.since(1)).toThrow('too old resource version: 1');
    second.close();
  });

  it('tells what was there at an earlier revision', () => {
    const store = open();
    store.put('/configmaps', 'a/one', map('one', '1'));
    store.put('/configmaps', 'a/two', map('two', '2'));
    store.put('/configmaps', 'a/one', map('one', '3'));
    store.delete('/configmaps', 'a/two');
    expect(
      [...store.listAt(2, '/configmaps').values()].map(one => one.data),
    ).toEqual([{ data: '1' }, { data: '2' }]);
    store.close();
  });
});
