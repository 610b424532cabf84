// @ts-check
/*
 * yarn dev: the embedded platform without its portal, and the portal with hot
 * reload: front end on port 3000, back end on 7007. With --connected only the
 * portal, on the systems that app-config.local.yaml names.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { requireEmbeddedPlatform } from './lib/machine.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { toolchainEnvironment } from './lib/run.mjs';
import { runMain } from './lib/say.mjs';
import { startPlatform } from './lib/supervise.mjs';

const connected = process.argv.includes('--connected');

await runMain(async () => {
  await prepare();
  if (!connected) {
    requireEmbeddedPlatform();
  }
  const platform = connected
    ? undefined
    : await startPlatform(['--without-portal']);
  const configs = [
    'app-config.yaml',
    ...(connected ? [] : ['.local/app-config.yaml']),
    'app-config.dev.yaml',
    'app-config.local.yaml',
  ]
    .map(name => inRoot(name))
    .filter(existsSync);
  process.on('SIGINT', () => undefined);
  const portal = spawn(
    'backstage-cli',
    ['repo', 'start', ...configs.flatMap(file => ['--config', file])],
    {
      cwd: root,
      env: toolchainEnvironment(),
      stdio: 'inherit',
    },
  );
  const [code] = await once(portal, 'exit');
  await platform?.stop();
  return Number(code ?? 0);
});
