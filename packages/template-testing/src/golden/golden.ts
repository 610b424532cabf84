import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TemplateCase } from '../template/cases';
import { listFiles } from '../template/paths';
import { Finding, Rendered, RenderedFile } from '../types';

/** Where the golden files of a template are, or of one of its cases. */
export function goldenFolder(template: string, name = ''): string {
  return join(template, 'tests', 'golden', name);
}

/** Golden folders that no case renders any more; an update deletes them. */
export async function findStaleGolden(
  template: string,
  cases: readonly TemplateCase[],
  options: { updateGolden: boolean },
): Promise<string[]> {
  const folder = goldenFolder(template);
  const rendered = new Set(
    cases.filter(({ expect }) => expect === 'ok').map(({ name }) => name),
  );
  const names = (await folderExists(folder)) ? await readdir(folder) : [];
  const stale = names.filter(name => !rendered.has(name));
  if (!options.updateGolden) {
    return stale;
  }
  for (const name of stale) {
    await rm(join(folder, name), { recursive: true });
  }
  return [];
}

/** The differences between a rendering and its golden files. */
export async function compareGolden(
  folder: string,
  rendered: Rendered,
): Promise<Finding[]> {
  const golden = await readGolden(folder);
  // A template that only acts renders nothing, and there is nothing to keep.
  if (golden.size === 0 && rendered.files.length > 0) {
    return [
      {
        where: basename(folder),
        message: 'There are no golden files; UPDATE_GOLDEN=1 writes them',
      },
    ];
  }
  const findings: Finding[] = [];
  for (const file of rendered.files) {
    const message = compareFile(golden.get(file.path), file);
    if (message) {
      findings.push({ where: file.path, message });
    }
    golden.delete(file.path);
  }
  return [
    ...findings,
    ...[...golden.keys()].map(where => ({
      where,
      message: 'is golden and no longer rendered',
    })),
  ];
}

/** Makes a rendering the golden one; what it lacks is deleted. */
export async function writeGolden(
  folder: string,
  rendered: Rendered,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const { path, content, executable } of rendered.files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, executable ? 0o755 : 0o644);
  }
}

function compareFile(
  golden: RenderedFile | undefined,
  file: RenderedFile,
): string | undefined {
  if (!golden) {
    return 'is rendered and not golden';
  }
  if (golden.executable !== file.executable) {
    return `is ${
      file.executable ? '' : 'not '
    }executable, unlike the golden file`;
  }
  return golden.content.equals(file.content)
    ? undefined
    : describeDifference(golden, file);
}

function describeDifference(golden: RenderedFile, file: RenderedFile): string {
  const before = golden.content.toString('utf8').split('\n');
  const after = file.content.toString('utf8').split('\n');
  const line = after.findIndex((text, index) => text !== before[index]);
  const index = line < 0 ? after.length : line;
  return [
    `differs from the golden file in line ${index + 1}`,
    `- ${before[index] ?? '(end of file)'}`,
    `+ ${after[index] ?? '(end of file)'}`,
  ].join('\n');
}

async function readGolden(folder: string): Promise<Map<string, RenderedFile>> {
  const files = new Map<string, RenderedFile>();
  for (const path of (await folderExists(folder))
    ? await listFiles(folder)
    : []) {
    const [content, { mode }] = await Promise.all([
      readFile(join(folder, path)),
      stat(join(folder, path)),
    ]);
    files.set(path, { path, content, executable: (mode & 0o111) !== 0 });
  }
  return files;
}

async function folderExists(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined;
}
