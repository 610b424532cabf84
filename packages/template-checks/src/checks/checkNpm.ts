import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { keysOf, Locate, locateIn, whole } from './lines';

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

/** What is wrong with what these keys lead to. */
type Problem = { keys: readonly PropertyKey[]; message: string };

const GROUPS = ['dependencies', 'devDependencies'] as const;

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Versions are exact, the lockfile agrees, and names no registry. */
export function checkNpm(rendered: RenderedFiles): Finding[] {
  return rendered.files
    .filter(({ path }) => posix.basename(path) === 'package.json')
    .flatMap(({ path, content }) => {
      const text = content.toString('utf8');
      const at = locateIn(path, text);
      const manifest = packageSchema.safeParse(parseJson(text));
      return manifest.success
        ? [
            ...findInexact(manifest.data, at),
            ...checkLockfile(path, manifest.data, rendered),
          ]
        : [
            {
              where: at(keysOf(manifest.error)),
              message: z.prettifyError(manifest.error),
            },
          ];
    });
}

function findInexact(manifest: Package, at: Locate): Finding[] {
  return GROUPS.flatMap(group =>
    Object.entries(manifest[group])
      .filter(([, version]) => !EXACT_VERSION.test(version))
      .map(([name, version]) => ({
        where: at([group, name]),
        message: `${name} is ${version}, not an exact version`,
      })),
  );
}

function checkLockfile(
  manifestPath: string,
  manifest: Package,
  rendered: RenderedFiles,
): Finding[] {
  const path = posix.join(posix.dirname(manifestPath), 'package-lock.json');
  const file = rendered.files.find(other => other.path === path);
  if (!file) {
    return [{ where: whole(manifestPath), message: `${path} is missing` }];
  }
  const text = file.content.toString('utf8');
  const at = locateIn(path, text);
  const lockfile = lockfileSchema.safeParse(parseJson(text));
  const problems = lockfile.success
    ? [...compare(manifest, lockfile.data), ...checkEntries(lockfile.data)]
    : [
        {
          keys: keysOf(lockfile.error),
          message: z.prettifyError(lockfile.error),
        },
      ];
  return problems.map(({ keys, message }) => ({ where: at(keys), message }));
}

/** What `npm ci` refuses: a lockfile made for another package.json. */
function compare(manifest: Package, { packages }: Lockfile): Problem[] {
  const root = packages[''];
  if (!root) {
    return [
      {
        keys: ['packages'],
        message: 'The lockfile does not describe the package itself',
      },
    ];
  }
  const differences: Problem[] = (['name', 'version'] as const)
    .filter(key => root[key] !== manifest[key])
    .map(key => ({
      keys: ['packages', '', key],
      message: `${key} is ${root[key]} here and ${manifest[key]} there`,
    }));

  for (const group of GROUPS) {
    const names = new Set([
      ...Object.keys(manifest[group]),
      ...Object.keys(root[group]),
    ]);
    for (const name of names) {
      const wanted = manifest[group][name];
      const installed = packages[`node_modules/${name}`]?.version;
      if (root[group][name] !== wanted || installed !== wanted) {
        differences.push({
          keys: ['packages', '', group, name],
          message: `${name} is ${wanted} in package.json, ${root[group][name]} in the lockfile and ${installed} when installed`,
        });
      }
    }
  }
  return differences;
}

function checkEntries({ packages }: Lockfile): Problem[] {
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...(entry.resolved !== undefined && /^https?:/.test(entry.resolved)
      ? [
          {
            keys: ['packages', path, 'resolved'],
            message: `${path} names the registry it came from`,
          },
        ]
      : []),
    ...(path !== '' && !entry.link && !entry.inBundle && !entry.integrity
      ? [
          {
            keys: ['packages', path],
            message: `${path} has no integrity hash`,
          },
        ]
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
