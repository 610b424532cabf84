import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { promises as fs } from 'node:fs';
import { dirname, posix } from 'node:path';
import { comparePaths } from './sourceFiles';

/** Writes a site's files, each once and none outside of its folder. */
export class SiteWriter {
  private readonly written = new Set<string>();
  private readonly folders = new Set<string>();

  constructor(private readonly outputDir: string) {}

  /** The paths written so far, in order. */
  get files(): string[] {
    return [...this.written].sort(comparePaths);
  }

  /** Whether something stands at this path, a file or a folder. */
  occupies(path: string): boolean {
    return this.written.has(path) || this.folders.has(path);
  }

  async write(path: string, content: string): Promise<void> {
    await fs.writeFile(await this.prepare(path), content, 'utf8');
  }

  async copy(path: string, source: string): Promise<void> {
    await fs.copyFile(source, await this.prepare(path));
  }

  private async prepare(path: string): Promise<string> {
    const target = resolveSafeChildPath(this.outputDir, path);
    await fs.mkdir(dirname(target), { recursive: true });
    this.written.add(path);
    for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) {
      this.folders.add(at);
    }
    return target;
  }
}
