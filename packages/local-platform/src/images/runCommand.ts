import { ChildProcessByStdio, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { BuildError } from './BuildError';

export type CommandOptions = {
  cwd: string;
  env: Record<string, string>;
  timeoutMs: number;
  maxOutputBytes: number;
  signal: AbortSignal;
  /** Is given what the command writes. */
  onOutput(text: string): void;
};

/** Runs a program to its end, or kills it and all that it started. */
export async function runCommand(
  command: string,
  args: string[],
  options: CommandOptions,
): Promise<void> {
  const shown = [command, ...args].join(' ');
  options.onOutput(`$ ${shown}\n`);
  if (options.signal.aborted) {
    throw new BuildError(`"${shown}" was interrupted`);
  }
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
  });
  const guard = watch(child, options);
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const reason = guard.reason() ?? (code === 0 ? '' : `ended with ${code}`);
    if (reason) {
      throw new BuildError(`"${shown}" ${reason}`);
    }
  } finally {
    guard.end();
    // What it may have left behind.
    killGroup(child.pid);
  }
}

/** Ends a child that takes too long, writes too much or is no longer wanted. */
function watch(
  child: ChildProcessByStdio<null, Readable, Readable>,
  options: CommandOptions,
) {
  let reason: string | undefined;
  let written = 0;
  const kill = (why: string) => {
    reason ??= why;
    killGroup(child.pid);
  };
  const stop = () => kill('was interrupted');
  const timer = setTimeout(
    () => kill(`took longer than ${options.timeoutMs / 1_000} s`),
    options.timeoutMs,
  );
  options.signal.addEventListener('abort', stop);
  const take = (chunk: Buffer) => {
    written += chunk.length;
    if (written > options.maxOutputBytes) {
      kill(`wrote more than ${options.maxOutputBytes} bytes`);
    } else {
      options.onOutput(chunk.toString('utf8'));
    }
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return {
    reason: () => reason,
    end: () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', stop);
    },
  };
}

function killGroup(pid: number | undefined): void {
  // A child that did not start has no group; zero would mean our own.
  if (!pid) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
