import { minimatch } from 'minimatch';
import { checkRendered } from '../checks/checkRendered';
import { readFolder } from './readFolder';
import { FolderFinding, toFolderFinding } from './toFolderFinding';

/**
 * What `checkFolder` does, in the caller's own thread.
 *
 * @public
 */
export async function checkFolderHere(options: {
  folder: string;
  copied?: readonly string[];
  ignored?: readonly string[];
}): Promise<{ findings: FolderFinding[]; fileCount: number }> {
  const { folder, copied = [], ignored = [] } = options;
  const rendered = await readFolder(folder, ignored);
  const findings = await checkRendered(rendered, {
    isCopied: path => copied.some(glob => minimatch(path, glob, { dot: true })),
  });
  return {
    findings: findings.map(toFolderFinding),
    fileCount: rendered.files.length,
  };
}
