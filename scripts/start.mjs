// @ts-check
/*
 * npm start: brings up the portal and the embedded platform on this machine.
 * Runs on Node 20 with nothing installed, so it imports nothing but Node.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureFrontEnd } from './lib/build.mjs';
import { checkConfig, ownConfigFiles } from './lib/config.mjs';
import { requireEmbeddedPlatform } from './lib/machine.mjs';
import { inRoot } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { Problem, runMain } from './lib/say.mjs';
import { runPlatform } from './lib/supervise.mjs';

const HELP = `npm start [-- options]

Brings up the portal and the embedded platform.

  --port <number>   the portal's port (7007; 0 takes any free one)
  --data <folder>   where data, logs and credentials are kept (.local)
  --config <file>   configuration to lay over the rest; may be given more than once
                    (app-config.local.yaml is laid over it by itself)
  --without-shop    the portal and its servers alone
  --reset           removes the data first
  --help            prints this
`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        'without-shop': { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(
      `${error instanceof Error ? error.message : error}\n\n${HELP}`,
    );
  }
}

await runMain(async () => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  requireEmbeddedPlatform();
  await prepare();
  const configs = [
    ...ownConfigFiles(),
    ...options.config.map(file => resolve(file)),
  ];
  await checkConfig([inRoot('app-config.yaml'), ...configs]);
  await ensureFrontEnd();

  const data = options.data ? ['--data', options.data] : [];
  if (options.reset) {
    const code = await runPlatform(['reset', ...data]);
    if (code !== 0) {
      return code;
    }
  }
  const port = options.port ? ['--port', options.port] : [];
  const config = configs.flatMap(file => ['--config', file]);
  const shop = options['without-shop'] ? ['--without-shop'] : [];
  return await runPlatform(['start', ...data, ...port, ...config, ...shop]);
});
