import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of all files under a folder, in order, links included. */
export async function listFiles(root: string, folder = ''): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(root, folder), {
    withFileTypes: true,
  })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      paths.push(...(await listFiles(root, path)));
    } else {
      paths.push(path);
    }
  }
  return paths.sort();
}
