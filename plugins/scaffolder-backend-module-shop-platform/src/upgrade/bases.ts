import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { hashOf } from './planUpgrade';
import { type FileChange, type GitFile } from './types';
import { type TemplateManifest } from '../actions/manifest';

/** More than this is nothing that a manifest should carry, and hardly text. */
const MAX_BYTES = 1024 * 1024;

/**
 * What the template wrote of each file that the repository now has otherwise.
 * It is never committed, and the next upgrade cannot merge without it.
 */
export async function collectBases(options: {
  after: TemplateManifest;
  rendered: ReadonlyMap<string, GitFile>;
  changes: readonly FileChange[];
  current(path: string): Promise<GitFile | undefined>;
}): Promise<Record<string, string>> {
  const { after, rendered, changes, current } = options;
  const bases: Record<string, string> = {};
  for (const change of changes) {
    const { path } = change;
    const written = rendered.get(path)?.content;
    const hash = after.files[path];
    const result = 'file' in change ? change.file : await current(path);
    if (
      hash !== undefined &&
      written &&
      written.length <= MAX_BYTES &&
      result &&
      hashOf(result.content) !== hash
    ) {
      // Without a time stamp, so that the same content is always the same text.
      bases[path] = (await promisify(gzip)(written)).toString('base64');
    }
  }
  return bases;
}

/** What the manifest carries of a file, where it is what the hash says. */
export async function readBase(
  { bases }: TemplateManifest,
  path: string,
  hash: string,
): Promise<Buffer | undefined> {
  const packed = bases?.[path];
  if (packed === undefined) {
    return undefined;
  }
  const content = await promisify(gunzip)(Buffer.from(packed, 'base64'), {
    maxOutputLength: MAX_BYTES,
  }).catch(() => undefined);
  return content && hashOf(content) === hash ? content : undefined;
}
