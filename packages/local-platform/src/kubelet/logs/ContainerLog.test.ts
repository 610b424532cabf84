import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createScratch } from '../../__testUtils__/scratch';
import { LogOptions } from '../../kubernetes';
import { ContainerLog } from './ContainerLog';
import { readLog } from './readLog';

describe('A log', () => {
  const scratch = createScratch();
  const ended = new AbortController();
  let next = 0;

  afterAll(() => scratch.remove());

  const create = (maxBytes?: number) => {
    next += 1;
    return new ContainerLog(join(scratch.path, `${next}/0.log`), maxBytes);
  };
  const read = async (
    log: ContainerLog,
    options: Partial<LogOptions> = {},
  ): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const line of readLog(
      log.file,
      {
        follow: false,
        previous: false,
        timestamps: false,
        signal: ended.signal,
        ...options,
      },
      log,
    )) {
      chunks.push(line);
    }
    return Buffer.concat(chunks).toString();
  };

  it('keeps lines that came in pieces, of both streams, and long ones', async () => {
    const log = create();
    log.write('stdout', Buffer.from('one\ntw'));
    log.write('stderr', Buffer.from('error\n'));
    log.write('stdout', Buffer.from('o\n'));
    const long = 'x'.repeat(40_000);
    log.write('stdout', Buffer.from(`${long}\nlast`));
    log.end();
    expect(await read(log)).toBe(`one\nerror\ntwo\n${long}\nlast\n`);
    expect(await read(log, { tailLines: 1 })).toBe('last\n');
    expect(await read(log, { tailLines: 0 })).toBe('');
    expect(await read(log, { timestamps: true, tailLines: 1 })).toMatch(
      /^\S+Z last\n$/,
    );
  });

  it('is followed over the change from one file to the next, and loses no line', async () => {
    const log = create(8_000);
    const lines = Array.from({ length: 300 }, (_, i) => `line ${i}`);
    log.write('stdout', Buffer.from('before\n'));
    const following = read(log, { follow: true });
    for (const line of lines) {
      log.write('stdout', Buffer.from(`${line}\n`));
      // Lets the reader come along.
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    log.end();
    expect(await following).toBe(`${['before', ...lines].join('\n')}\n`);
    expect(existsSync(`${log.file}.1`)).toBe(true);
    // The last lines, though they lie in two files.
    expect(await read(log, { tailLines: 150 })).toBe(
      `${lines.slice(-150).join('\n')}\n`,
    );
  });
});
