// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, toolchainFolder } from './paths.mjs';
import { runProgram, toolchainEnvironment } from './run.mjs';
import { Problem, say } from './say.mjs';
import { hashOf, isCurrent, leaveStamp } from './stamp.mjs';

/** The configuration that the people of this checkout lay over the rest, if they do. */
export const ownConfigFiles = () =>
  [inRoot('app-config.local.yaml')].filter(existsSync);

/**
 * Checks configuration files against the schemas of all installed packages:
 * a key that no package knows is a mistake.
 * @param {string[]} files
 */
export async function checkConfig(files) {
  const schemas = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(inRoot(folder)).map(name =>
      inRoot(folder, name, 'config.d.ts'),
    ),
  );
  const stamp = join(
    toolchainFolder,
    'stamps',
    `config-${hashOf([], files).slice(0, 12)}`,
  );
  const hash = hashOf([...files, ...schemas, inRoot('yarn.lock')]);
  if (isCurrent(stamp, hash)) {
    return;
  }
  say('Checking the configuration');
  let output = '';
  const result = await runProgram({
    command: 'backstage-cli',
    args: [
      'config:check',
      '--lax',
      '--strict',
      ...files.flatMap(file => ['--config', file]),
    ],
    cwd: inRoot(),
    env: toolchainEnvironment(),
    onOutput: text => {
      output += text;
    },
  });
  if (result !== 0) {
    throw new Problem(
      `The configuration is not valid (${files.join(
        ', ',
      )}):\n\n${output.trim()}\n\nCorrect it and start again.`,
    );
  }
  leaveStamp(stamp, hash);
}
