// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder, inRoot } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { hashOf, isCurrent, leaveStamp } from './stamp.mjs';

const stamp = inRoot('packages/app/dist/.shop-platform-build');

/** Everything that the built front end is made of. */
function inputs() {
  const sources = ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(inRoot(folder)).map(name => inRoot(folder, name)),
    )
    .filter(
      folder =>
        !/(-backend(-module-[\w-]+)?|-node|\/backend|\/local-platform)$/.test(
          folder,
        ),
    )
    .flatMap(folder =>
      ['src', 'public', 'config.d.ts', 'package.json'].map(name =>
        join(folder, name),
      ),
    );
  const configSchemas = readdirSync(inRoot('plugins')).map(name =>
    inRoot('plugins', name, 'config.d.ts'),
  );
  return hashOf([
    ...sources,
    ...configSchemas,
    inRoot('app-config.yaml'),
    inRoot('yarn.lock'),
  ]);
}

/** What is read of the configuration, as the back end starts with it. */
export const configSchemaFile = inRoot(
  'packages/backend/dist/config-schema.json',
);

/** Builds the front end unless it was built from the same sources. */
export async function ensureFrontEnd() {
  const hash = inputs();
  if (
    isCurrent(stamp, hash) &&
    existsSync(inRoot('packages/app/dist/index.html')) &&
    existsSync(configSchemaFile)
  ) {
    return;
  }
  say('Building the front end');
  await runQuietly({
    title: 'Building the front end',
    command: join(binFolder, 'yarn'),
    args: ['workspace', 'app', 'build', '--config', inRoot('app-config.yaml')],
  });
  await runQuietly({
    title: 'Collecting the configuration schema',
    command: join(binFolder, 'node'),
    args: [inRoot('scripts/write-config-schema.mjs'), configSchemaFile],
  });
  leaveStamp(stamp, hash);
}
