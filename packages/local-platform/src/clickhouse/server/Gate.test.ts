import { setImmediate } from 'node:timers/promises';
import { Gate } from './Gate';

function createGate(maxWaiting: number, maxWaitMs = 60_000) {
  return new Gate<string>({
    places: { read: ['r1', 'r2'], write: ['w1'], urgent: ['u1'] },
    maxWaiting,
    maxWaitMs,
  });
}

/** A task that ends when told to. */
function createTask() {
  let end: (result: string) => void = () => undefined;
  const ended = new Promise<string>(resolve => {
    end = resolve;
  });
  return { run: async () => await ended, end };
}

const never = new AbortController().signal;

describe('Gate', () => {
  it('admits as many as there are places, the others in their order, and no lane waits for another', async () => {
    const gate = createGate(10);
    const tasks = [createTask(), createTask(), createTask(), createTask()];
    const begun: number[] = [];
    const all = tasks.map((task, index) =>
      gate.run('read', never, async () => {
        begun.push(index);
        return await task.run();
      }),
    );
    await gate.run('write', never, async place => expect(place).toBe('w1'));
    expect(begun).toEqual([0, 1]);
    tasks[1].end('second');
    expect(await all[1]).toBe('second');
    await setImmediate();
    expect(begun).toEqual([0, 1, 2]);
    for (const task of tasks) {
      task.end('done');
    }
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('refuses who comes when the line is full, who waits too long, and forgets who leaves', async () => {
    const gate = createGate(1, 1);
    const task = createTask();
    const first = gate.run('write', never, task.run);
    const leaving = new AbortController();
    const left = gate.run('write', leaving.signal, task.run);
    await expect(gate.run('write', never, task.run)).rejects.toMatchObject({
      code: 202,
    });
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 394 });
    await expect(gate.run('write', never, task.run)).rejects.toThrow(
      'none ended within 0.001 s',
    );
    task.end('done');
    expect(await first).toBe('done');
    await gate.run('write', never, async place => expect(place).toBe('w1'));
  });
});
