import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const LONGEST_MESSAGE = 2048;
/** Times and streams stand before each line. */
const READ_BYTES = 2 * LONGEST_MESSAGE;

/** The last that a container printed, for its status. */
export function endedMessage(logFile: string): string {
  try {
    const file = openSync(logFile, 'r');
    try {
      const { size } = fstatSync(file);
      const from = Math.max(0, size - READ_BYTES);
      const buffer = Buffer.alloc(size - from);
      readSync(file, buffer, 0, buffer.length, from);
      return buffer
        .toString()
        .replace(/^\S+ std(?:out|err) [FP] /gm, '')
        .slice(-LONGEST_MESSAGE);
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
