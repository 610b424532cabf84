import { Diagnosis } from '../supervisor/types';

type Rule = { pattern: RegExp; message: string; fatal: boolean };

/**
 * Reads why the server ended out of its log. The messages are the engine's
 * own, the advice is ours.
 */
export function diagnoseClickHouse(
  logTail: string[],
  dataFolder: string,
): Diagnosis | undefined {
  const text = logTail.join('\n');
  const rule = rules(dataFolder).find(({ pattern }) => pattern.test(text));
  return rule && { message: rule.message, fatal: rule.fatal };
}

function rules(folder: string): Rule[] {
  return [
    {
      pattern:
        /No space left on device|NOT_ENOUGH_SPACE|CANNOT_STATVFS|ENOSPC|Disk quota exceeded/,
      message: `The disk that holds the ClickHouse folder ${folder} is full. Make room on it; ClickHouse starts again by itself, with everything that was acknowledged.`,
      fatal: false,
    },
    {
      pattern:
        /Cannot lock file|Another server instance in same directory is already running/,
      message: `Another process uses the ClickHouse folder ${folder}. End it, then start again.`,
      fatal: true,
    },
    {
      pattern: /EADDRINUSE/,
      message: 'The port of ClickHouse is in use by another program.',
      fatal: false,
    },
    {
      pattern: /EACCES|Permission denied|CANNOT_OPEN_FILE[^\n]*errno: 13/,
      message: `The ClickHouse folder ${folder} belongs to another user. Start the portal as the user who started it first, or start empty with: npm start -- --reset`,
      fatal: true,
    },
    {
      pattern:
        /CORRUPTED_DATA|CHECKSUM_DOESNT_MATCH|TOO_MANY_UNEXPECTED_DATA_PARTS|Suspiciously many|CANNOT_PARSE_[A-Z_]*|Cannot parse (?:definition|metadata)|Syntax error \(in file|ATTEMPT_TO_READ_AFTER_EOF|UNKNOWN_FORMAT_VERSION/,
      message: `The ClickHouse folder ${folder} is damaged; what is wrong stands in its log. Put back a copy of it, or set it aside and start empty with: npm start -- --reset`,
      fatal: true,
    },
    {
      pattern: /Cannot find module[^\n]*lib-linux-x64|libchdb\.so[^\n]*/,
      message:
        'The ClickHouse engine is not complete. Install it again: npm run setup',
      fatal: true,
    },
  ];
}
