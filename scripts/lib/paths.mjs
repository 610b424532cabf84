// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the toolchain and the package cache are kept; ignored by Git. */
export const toolchainFolder = join(root, '.toolchain');

/** Programs of the toolchain: node and yarn. */
export const binFolder = join(toolchainFolder, 'bin');

/** @param {...string} names - a path inside the repository */
export const inRoot = (...names) => join(root, ...names);
