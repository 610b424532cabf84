import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';

const dependencies = z.record(z.string(), z.string()).default({});

const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string().optional(),
  dependencies,
  devDependencies: dependencies,
});

type Package = z.infer<typeof packageSchema>;

const lockfileSchema = z.looseObject({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.looseObject({
      name: z.string().optional(),
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().default(false),
      inBundle: z.boolean().default(false),
      dependencies,
      devDependencies: dependencies,
    }),
  ),
});

type Lockfile = z.infer<typeof lockfileSchema>;

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Versions are exact, the lockfile agrees, and names no registry. */
export function checkNpm(rendered: RenderedFiles): Finding[] {
  return rendered.files
    .filter(({ path }) => posix.basename(path) === 'package.json')
    .flatMap(({ path, content }) => {
      const manifest = packageSchema.safeParse(
        parseJson(content.toString('utf8')),
      );
      return manifest.success
        ? checkPackage(path, manifest.data, rendered)
        : [{ where: path, message: z.prettifyError(manifest.error) }];
    });
}

function checkPackage(
  where: string,
  manifest: Package,
  rendered: RenderedFiles,
): Finding[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const inexact = Object.entries(all)
    .filter(([, version]) => !EXACT_VERSION.test(version))
    .map(([name, version]) => ({
      where,
      message: `${name} is ${version}, not an exact version`,
    }));

  const path = posix.join(posix.dirname(where), 'package-lock.json');
  const file = rendered.files.find(other => other.path === path);
  if (!file) {
    return [...inexact, { where, message: `${path} is missing` }];
  }
  const lockfile = lockfileSchema.safeParse(
    parseJson(file.content.toString('utf8')),
  );
  const messages = lockfile.success
    ? [...compare(manifest, lockfile.data), ...checkEntries(lockfile.data)]
    : [z.prettifyError(lockfile.error)];
  return [...inexact, ...messages.map(message => ({ where: path, message }))];
}

/** What `npm ci` refuses: a lockfile made for another package.json. */
function compare(manifest: Package, { packages }: Lockfile): string[] {
  const root = packages[''];
  if (!root) {
    return ['The lockfile does not describe the package itself'];
  }
  const differences = (['name', 'version'] as const)
    .filter(key => root[key] !== manifest[key])
    .map(key => `${key} is ${root[key]} here and ${manifest[key]} there`);

  for (const group of ['dependencies', 'devDependencies'] as const) {
    const names = new Set([
      ...Object.keys(manifest[group]),
      ...Object.keys(root[group]),
    ]);
    for (const name of names) {
      const wanted = manifest[group][name];
      const installed = packages[`node_modules/${name}`]?.version;
      if (root[group][name] !== wanted || installed !== wanted) {
        differences.push(
          `${name} is ${wanted} in package.json, ${root[group][name]} in the lockfile and ${installed} when installed`,
        );
      }
    }
  }
  return differences;
}

function checkEntries({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...(entry.resolved !== undefined && /^https?:/.test(entry.resolved)
      ? [`${path} names the registry it came from`]
      : []),
    ...(path !== '' && !entry.link && !entry.inBundle && !entry.integrity
      ? [`${path} has no integrity hash`]
      : []),
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Syntax is a check of its own.
    return undefined;
  }
}
