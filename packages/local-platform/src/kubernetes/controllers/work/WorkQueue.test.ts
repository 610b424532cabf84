import { setImmediate } from 'node:timers/promises';
import { TestClock } from '../__testUtils__/TestClock';
import { WorkQueue } from './WorkQueue';

describe('A work queue', () => {
  const open = (reconcile: (key: string) => void) => {
    const clock = new TestClock();
    const log: string[] = [];
    const queue = new WorkQueue({
      name: 'test',
      clock,
      reconcile,
      log: line => log.push(line),
    });
    const pass = async (milliseconds: number) => {
      const end = clock.now() + milliseconds;
      let isEnd = false;
      while (!isEnd) {
        isEnd = clock.step(end);
        for (let turn = 0; turn < 5; turn += 1) {
          await setImmediate();
        }
      }
    };
    return { queue, log, pass };
  };

  it('does each key once, after those who added it are done', async () => {
    const done: string[] = [];
    const { queue, pass } = open(key => done.push(key));
    ['a', 'b', 'a'].forEach(key => queue.add(key));
    expect(done).toEqual([]);
    await pass(0);
    expect(done).toEqual(['a', 'b']);
  });

  it('tries again later and later, and at once when there is a reason', async () => {
    let tries = 0;
    let isBroken = true;
    const { queue, log, pass } = open(() => {
      tries += 1;
      if (isBroken) {
        throw new Error('no room');
      }
    });
    queue.add('shop/core');
    await pass(0);
    expect(tries).toBe(1);
    // After 5, 10, 20 and 40 ms.
    await pass(80);
    expect(tries).toBe(5);
    await pass(3_600_000);
    expect(tries).toBeLessThan(90);
    const before = tries;
    isBroken = false;
    queue.add('shop/core');
    await pass(0);
    expect(tries).toBe(before + 1);
    expect(log[0]).toBe('test: shop/core: no room');
  });

  it('keeps the earliest of several times, and none when it is stopped', async () => {
    const done: string[] = [];
    const { queue, pass } = open(key => done.push(key));
    queue.addAfter('a', 1000);
    queue.addAfter('a', 500);
    queue.addAfter('a', 2000);
    await pass(600);
    expect(done).toEqual(['a']);
    await pass(5000);
    expect(done).toEqual(['a']);
    queue.addAfter('a', 10);
    queue.add('b');
    queue.stop();
    queue.add('c');
    await pass(1000);
    expect(done).toEqual(['a']);
  });
});
