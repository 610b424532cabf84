import { createMockDirectory } from '@backstage/backend-test-utils';
import childProcess, { type ChildProcess } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { FolderChecks } from './FolderChecks';

// It starts processes; a busy machine takes its time.
jest.setTimeout(60_000);

describe('FolderChecks', () => {
  // In place of the checks, which take seconds: it finds nothing, unless nothing is there.
  const directory = createMockDirectory({
    content: {
      'checks.cjs': `process.once('message', ({ folder }) =>
        process.send({
          checks: require('node:fs').existsSync(folder)
            ? { findings: [], fileCount: 1 }
            : { problem: 'There is no such folder' },
        }),
      );`,
    },
  });
  const folder = directory.path;
  const { fork } = childProcess;

  /** The processes that were started, and what was said when more of them ran than may. */
  const children: ChildProcess[] = [];
  const tooMany: number[] = [];

  beforeEach(() => {
    children.length = 0;
    tooMany.length = 0;
    jest.spyOn(childProcess, 'fork').mockImplementation(() => {
      const child = fork(directory.resolve('checks.cjs'), [], {
        execArgv: [],
        serialization: 'advanced',
      });
      children.push(child);
      const alive = children.filter(
        ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
      );
      if (alive.length > 1) {
        tooMany.push(alive.length);
      }
      return child;
    });
  });

  afterEach(() => jest.restoreAllMocks());

  it('has never more processes than it may, and tells who waits', async () => {
    const checks = new FolderChecks({ maxProcesses: 1 });
    const waited: string[] = [];
    const found = await Promise.all(
      ['one', 'two'].map(name =>
        checks.check({ folder, onWait: () => waited.push(name) }),
      ),
    );
    expect(found).toEqual([
      { findings: [], fileCount: 1 },
      { findings: [], fileCount: 1 },
    ]);
    expect(waited).toEqual(['two']);
    expect(children).toHaveLength(2);
    expect(tooMany).toEqual([]);
  });

  it('passes the turn on after a failure, and over those who gave up', async () => {
    const checks = new FolderChecks({ maxProcesses: 1 });
    const controller = new AbortController();
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const failing = checks
      .check({ folder: directory.resolve('nowhere') })
      .catch(({ message }) => order.push(message));
    const leaving = checks
      .check({ folder, signal: controller.signal })
      .catch(note('gave up'));
    const last = checks.check({ folder }).then(note('checked'));
    controller.abort();
    await Promise.all([failing, leaving, last]);
    expect(order).toEqual(['gave up', 'There is no such folder', 'checked']);
    // Nothing was started for the one that gave up, and nobody waits any more.
    expect(children).toHaveLength(2);
    const onWait = jest.fn();
    await expect(
      checks.check({ folder, onWait, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(onWait).not.toHaveBeenCalled();
  });

  it('leaves nothing at the signal of a task that goes on', async () => {
    const checks = new FolderChecks({ maxProcesses: 1 });
    const { signal } = new AbortController();
    const onWait = jest.fn();
    await Promise.all([
      checks.check({ folder }),
      checks.check({ folder, signal, onWait }),
    ]);
    expect(onWait).toHaveBeenCalledTimes(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('wants a number of processes', () => {
    expect(() => new FolderChecks({ maxProcesses: 0 })).toThrow(
      'At least one process checks, and no part of one: 0',
    );
  });
});
