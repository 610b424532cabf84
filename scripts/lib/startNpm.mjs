// @ts-check
import { spawn } from 'node:child_process';
import { npmCommand } from './run.mjs';
import { Problem } from './say.mjs';

/**
 * Runs `npm start` in a checkout, as a person does, until the portal is ready.
 *
 * @param {string} folder
 * @param {string} data - the folder for its data
 * @returns {Promise<{ pid: number; url: string; seconds: number; stop: () => Promise<void> }>}
 */
export async function startNpm(folder, data) {
  const { command, args } = npmCommand([
    'start',
    '--',
    '--port',
    '0',
    '--data',
    data,
  ]);
  const { SHOP_PLATFORM_BEGAN: _began, ...env } = process.env;
  const began = Date.now();
  const child = spawn(command, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise(resolve => child.once('close', resolve));
  const url = await new Promise((resolve, reject) => {
    void ended.then(() =>
      reject(new Problem('npm start ended before the portal was ready.')),
    );
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk);
      const ready = /^Portal ready at (\S+)/m.exec(String(chunk));
      if (ready) {
        resolve(ready[1]);
      }
    });
  });
  return {
    pid: child.pid ?? 0,
    url,
    seconds: (Date.now() - began) / 1000,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
