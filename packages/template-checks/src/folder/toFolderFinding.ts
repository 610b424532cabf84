import { Finding } from '../types';

/**
 * Something that is wrong with a file of a folder.
 *
 * @public
 */
export type FolderFinding = {
  file: string;
  /** From 1; the first one, where no line of the file says what is wrong. */
  line: number;
  message: string;
};

/** A finding with the line apart from the file. A check that names no line is wrong. */
export function toFolderFinding({ where, message }: Finding): FolderFinding {
  const [, file, line] = /^(.+):([1-9]\d*)$/s.exec(where) ?? [];
  if (!file) {
    throw new TypeError(`A check names no line of ${where}: ${message}`);
  }
  return { file, line: Number(line), message };
}
