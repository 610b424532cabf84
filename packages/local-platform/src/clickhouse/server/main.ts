import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Engine } from './Engine';
import { Gate } from './Gate';
import { HttpServer } from './HttpServer';
import { loadLibrary } from './native';
import { Pipe } from './Pipe';
import { engineOptions, lanes, MAX_WAIT_MS, MAX_WAITING } from './settings';
import { StatementRunner } from './StatementRunner';

const GRACE_MS = 1_500;
const CANCEL_MS = 2_500;

const optionsSchema = z.object({
  library: z.string(),
  port: z.coerce.number().int(),
  'memory-megabytes': z.coerce.number().int().positive(),
});

/** The server process. Its folder is the current one: `data/` is the engine's, `pipes/` its own. */
async function main(): Promise<void> {
  const options = optionsSchema.parse(
    parseArgs({
      options: {
        library: { type: 'string' },
        port: { type: 'string' },
        'memory-megabytes': { type: 'string' },
      },
    }).values,
  );
  const password = z.string().min(1).parse(process.env.CLICKHOUSE_PASSWORD);
  const memoryMegabytes = options['memory-megabytes'];
  await mkdir('data', { recursive: true, mode: 0o700 });
  const engine = await Engine.open({
    library: loadLibrary(options.library),
    folder: 'data',
    engineOptions: engineOptions(memoryMegabytes),
  });
  const runner = new StatementRunner({
    engine,
    gate: await createGate(),
    memoryMegabytes,
  });
  const server = new HttpServer({
    engine,
    runner,
    port: options.port,
    password,
  });
  const stop = () => {
    endOrderly(server, runner, engine).catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await server.listen();
  console.log(
    `ClickHouse ${engine.version} serves on 127.0.0.1:${options.port}`,
  );
}

async function createGate(): Promise<Gate<Pipe>> {
  const { read, urgent, write } = lanes;
  const pipes = await Pipe.create('pipes', read + write + urgent);
  return new Gate({
    places: {
      read: pipes.slice(0, read),
      write: pipes.slice(read, read + write),
      urgent: pipes.slice(read + write),
    },
    maxWaiting: MAX_WAITING,
    maxWaitMs: MAX_WAIT_MS,
  });
}

/** Lets what runs end, then cancels it, then goes whatever is left: every acknowledged row is on the disk. */
async function endOrderly(
  server: HttpServer,
  runner: StatementRunner,
  engine: Engine,
): Promise<void> {
  server.stopListening();
  await untilIdle(runner, GRACE_MS);
  runner.cancelAll();
  await untilIdle(runner, CANCEL_MS);
  if (runner.runningCount > 0) {
    endAtOnce();
  }
  engine.close();
  process.exit(0);
}

async function untilIdle(
  runner: StatementRunner,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (runner.runningCount > 0 && Date.now() < deadline) {
    await delay(20);
  }
}

function fail(error: unknown): void {
  console.error(error);
  endAtOnce();
}

/** An orderly exit would wait for the engine's threads, for as long as they like. */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}

process.on('uncaughtException', fail);
main().catch(fail);
