import { toError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Endpoints, withoutPassword } from './endpoints';
import { Platform } from './Platform';
import { outsideFolder } from './postgres/outsideFolder';
import { findFreePort } from './ports';
import { DataFolder } from './state/DataFolder';
import { endOrphans, findSupervisor } from './state/lock';
import { endProcess } from './state/processes';
import { ProcessEvent } from './supervisor/types';

const DEFAULT_PORT = 7007;
const STOP_TIMEOUT_MS = 45_000;

type Command = 'start' | 'stop' | 'reset' | 'remove';

type Arguments = {
  command: Command;
  repositoryRoot: string;
  dataFolder: string;
  port: number;
  configFiles: string[];
  withoutPortal: boolean;
  withoutShop: boolean;
  withoutCustomers: boolean;
};

/** Prints a line with the seconds since the command began. */
function createReporter() {
  const began = Number(process.env.SHOP_PLATFORM_BEGAN) || Date.now();
  return (message: string) => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${seconds} s  ${message}\n`);
  };
}

function readArguments(args: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      root: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      config: { type: 'string', multiple: true, default: [] },
      'without-portal': { type: 'boolean', default: false },
      'without-shop': { type: 'boolean', default: false },
      'without-customers': { type: 'boolean', default: false },
    },
  });
  const command = positionals[0];
  if (
    command !== 'start' &&
    command !== 'stop' &&
    command !== 'reset' &&
    command !== 'remove'
  ) {
    throw new Error(
      `Unknown command '${command ?? ''}'. One of: start, stop, reset, remove`,
    );
  }
  const repositoryRoot = resolve(values.root ?? process.cwd());
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(
      `'${values.port}' is not a port. Give a number from 1 to 65535, or 0 for any free one.`,
    );
  }
  return {
    command,
    repositoryRoot,
    dataFolder: resolve(repositoryRoot, values.data ?? '.local'),
    port,
    configFiles: values.config.map(file => resolve(repositoryRoot, file)),
    withoutPortal: values['without-portal'],
    withoutShop: values['without-shop'],
    withoutCustomers: values['without-customers'],
  };
}

async function start(args: Arguments): Promise<void> {
  const say = createReporter();
  const data = await DataFolder.open(args.dataFolder);
  const running = await findSupervisor(data);
  if (running) {
    throw new Error(
      `The platform is running already (process ${running.pid}). Stop it with: npm run stop`,
    );
  }
  const port = args.port === 0 ? await findFreePort() : args.port;
  const platform = new Platform({
    repositoryRoot: args.repositoryRoot,
    data,
    port,
    configFiles: args.configFiles,
    withoutPortal: args.withoutPortal,
    withoutShop: args.withoutShop,
    withoutCustomers: args.withoutCustomers,
    onProgress: say,
    onEvent: event => reportEvent(say, event),
  });
  const stopped = stopOnSignal(say, platform);
  try {
    printReady(await platform.start(), data, args.withoutPortal);
  } catch (error) {
    if (stopped.requested()) {
      await stopped.done;
      return;
    }
    throw error;
  }
  await stopped.done;
}

function reportEvent(
  say: (message: string) => void,
  { title, state, detail }: ProcessEvent,
): void {
  if (state === 'unhealthy') {
    say(`${title} does not answer: ${detail}`);
  } else if (state === 'waiting') {
    say(`${title} is started again. ${detail ?? ''}`);
  } else if (state === 'failed') {
    say(`${title} could not be started again. ${detail ?? ''}`);
  } else if (state === 'healthy') {
    say(`${title} is up`);
  }
}

/** Stops the platform at the first signal, whether it is up or still starting. */
function stopOnSignal(say: (message: string) => void, platform: Platform) {
  let stopping: Promise<void> | undefined;
  const done = new Promise<void>((fulfil, reject) => {
    // A second Ctrl-C does not interrupt an orderly stop; it is bounded anyway.
    const stop = () => {
      if (!stopping) {
        say('Stopping');
        stopping = platform.stop().then(() => say('Stopped'));
        stopping.then(fulfil, reject);
      }
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
  });
  return { done, requested: () => stopping !== undefined };
}

function printReady(
  endpoints: Endpoints,
  data: DataFolder,
  withoutPortal: boolean,
): void {
  const rows = Object.entries(endpoints).filter(([name]) => name !== 'portal');
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(
    ([name, url]) => `  ${name.padEnd(width)}  ${withoutPassword(url)}`,
  );
  const lines = [
    '',
    withoutPortal
      ? 'Embedded platform ready'
      : `Portal ready at ${endpoints.portal}`,
    '',
    ...table,
    '',
    `  Complete URLs, with passwords: ${data.endpointsFile}`,
    `  Logs: ${data.path('logs')}`,
    '  Ctrl-C or "npm run stop" stops everything.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function stopPlatform(args: Arguments): Promise<void> {
  const data = await DataFolder.open(args.dataFolder);
  const running = await findSupervisor(data);
  if (running) {
    await endProcess(running, {
      signal: 'SIGTERM',
      timeoutMs: STOP_TIMEOUT_MS,
    });
  }
  const orphans = await endOrphans(data);
  const ended = [
    ...(running ? [`the platform (process ${running.pid})`] : []),
    ...orphans,
  ];
  process.stdout.write(
    ended.length > 0
      ? `Stopped ${ended.join(', ')}\n`
      : 'Nothing was running\n',
  );
}

async function reset(args: Arguments): Promise<void> {
  await stopPlatform(args);
  const data = await DataFolder.open(args.dataFolder);
  await data.removeData();
  await rm(outsideFolder(args.dataFolder), { recursive: true, force: true });
  process.stdout.write(`Removed the data in ${args.dataFolder}\n`);
}

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2));
  switch (args.command) {
    case 'start':
      return await start(args);
    case 'stop':
      return await stopPlatform(args);
    case 'reset':
      return await reset(args);
    default:
      await reset(args);
      await rm(args.dataFolder, { recursive: true, force: true });
      return undefined;
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${toError(error).message}\n`);
    process.exit(1);
  },
);
