import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { testEnvironment } from './service.ts';

const upSchema = z.object({ url: z.url() });

export interface ServiceProcess {
  child: ChildProcess;
  url: string;
  /** What it logged. */
  lines: unknown[];
}

/** The service as a process of its own, as it runs in production. */
export async function startProcess(
  t: TestContext,
  overrides: NodeJS.ProcessEnv,
): Promise<ServiceProcess> {
  const child = spawn(
    process.execPath,
    ['--import', './src/instrumentation.ts', 'src/main.ts'],
    {
      env: {
        PATH: process.env.PATH,
        ...(await testEnvironment(t, { ...overrides, LOG_LEVEL: 'info' })),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`Ended with ${code}`)));
    reader.on('line', line => {
      const entry: unknown = JSON.parse(line);
      lines.push(entry);
      const up = upSchema.safeParse(entry);
      if (up.success) {
        resolve(up.data.url);
      }
    });
  });
  return { child, url, lines };
}
