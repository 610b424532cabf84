// @ts-check
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fetchPackages, hasApt, isFetched, unpackedIn } from './apt.mjs';
import { toolchainFolder } from './paths.mjs';
import { Problem, say } from './say.mjs';

const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];
const PACKAGE = 'chromium-headless-shell';

/** The package, and the one with what all of Chromium's programs share. */
const OWN_PACKAGES = [PACKAGE, 'chromium-common'];
const folder = join(toolchainFolder, 'chromium');
const unpacked = unpackedIn(folder);

/**
 * A Chromium for the end-to-end tests: the one that `CHROMIUM_PATH` names, one
 * on the PATH, or Debian's package with the libraries that this machine lacks,
 * unpacked below the toolchain: that changes nothing on the machine and needs no
 * rights on it.
 *
 * @returns {Promise<{ executable: string; environment: Record<string, string> }>}
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isExecutable(named)) {
      throw new Problem(
        `CHROMIUM_PATH names ${named}, which is not a program.`,
      );
    }
    return { executable: named, environment: {} };
  }
  const installed = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(path => NAMES.map(name => join(path, name)))
    .find(isExecutable);
  if (installed) {
    return { executable: installed, environment: {} };
  }
  return (await fetchedBrowser()) ?? (await fetchBrowser());
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function fetchedBrowser() {
  const executable = join(unpacked, 'usr/lib/chromium/chromium-headless-shell');
  if (!isExecutable(executable) || !isFetched(folder)) {
    return undefined;
  }
  return {
    executable,
    environment: {
      LD_LIBRARY_PATH: libraryFolders().join(':'),
      ...(existsSync('/etc/fonts/fonts.conf')
        ? {}
        : { FONTCONFIG_FILE: writeFontConfig() }),
    },
  };
}

/** Where the unpacked packages have shared libraries; some keep theirs in a folder of their own. */
function libraryFolders() {
  const folders = [
    'usr/lib/chromium',
    'usr/lib/x86_64-linux-gnu',
    'lib/x86_64-linux-gnu',
  ]
    .map(path => join(unpacked, path))
    .filter(path => existsSync(path));
  const below = folders.flatMap(path =>
    readdirSync(path, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(path, entry.name)),
  );
  return [...folders, ...below];
}

async function fetchBrowser() {
  if (!hasApt()) {
    throw new Problem(
      `The end-to-end tests need Chromium, and there is none on the PATH. This machine has no apt-get to fetch Debian's ${PACKAGE} with: install a Chromium, or name one in CHROMIUM_PATH.`,
    );
  }
  say(`Fetching Debian's ${PACKAGE} (170 MB) to .toolchain/chromium/`);
  const advice = `Install ${PACKAGE} or another Chromium, or name one in CHROMIUM_PATH.`;
  await fetchPackages({
    folder,
    packages: [...OWN_PACKAGES, 'fonts-dejavu-core'],
    what: 'the browser',
    advice,
  });
  const browser = await fetchedBrowser();
  if (!browser) {
    throw new Problem(
      `Debian's ${PACKAGE} was unpacked to ${unpacked}, and there is no browser in it. ${advice}`,
    );
  }
  return browser;
}

function writeFontConfig() {
  const file = join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${unpacked}/usr/share/fonts</dir><cachedir>${folder}/fontcache</cachedir></fontconfig>\n`,
  );
  return file;
}
