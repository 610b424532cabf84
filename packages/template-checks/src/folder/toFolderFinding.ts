import { Finding } from '../types';

/**
 * Something that is wrong with a file of a folder.
 *
 * @public
 */
export type FolderFinding = { file: string; line?: number; message: string };

/** A finding with the line, where it is known, apart from the file. */
export function toFolderFinding({ where, message }: Finding): FolderFinding {
  const [, file, line] = /^(.*?):(\d+)$/.exec(where) ?? [];
  return file
    ? { file, line: Number(line), message }
    : { file: where, message };
}
