import { Diagnosis } from '../supervisor/types';

type Rule = {
  pattern: RegExp;
  explain(match: RegExpExecArray): string;
  fatal: boolean;
};

/**
 * Reads why a PostgreSQL server ended out of its log. The messages are
 * PostgreSQL's own (locale C), the advice is ours.
 */
export function diagnosePostgres(
  logTail: string[],
  dataFolder: string,
): Diagnosis | undefined {
  const text = logTail.join('\n');
  for (const rule of rules(dataFolder)) {
    const match = rule.pattern.exec(text);
    if (match) {
      return { message: rule.explain(match), fatal: rule.fatal };
    }
  }
  return undefined;
}

function rules(folder: string): Rule[] {
  const damaged = (match: RegExpExecArray) =>
    `The database folder ${folder} is damaged: ${match[0].trim()}. Nothing was changed in it. Put back a copy of it, or set it aside and start empty with: npm start -- --reset`;
  return [
    {
      pattern: /No space left on device|File too large/,
      explain: () =>
        `The disk that holds the database folder ${folder} is full. Make room on it; PostgreSQL starts again by itself, with everything that was committed.`,
      fatal: false,
    },
    {
      pattern: /could not bind IPv4 address "[^"]*": Address already in use/,
      explain: () => 'The port of PostgreSQL is in use by another program.',
      fatal: false,
    },
    {
      pattern: /lock file "postmaster\.pid" already exists[\s\S]*?PID (\d+)/,
      explain: match =>
        `Another PostgreSQL server (process ${match[1]}) uses the database folder ${folder}. End it, then start again.`,
      fatal: true,
    },
    {
      pattern:
        /data directory "[^"]*" has wrong ownership|could not (?:access|open) (?:directory|the server configuration file) "[^"]*": Permission denied/,
      explain: () =>
        `The database folder ${folder} belongs to another user. Start the portal as the user who started it first, or start empty with: npm start -- --reset`,
      fatal: true,
    },
    {
      pattern: /data directory was initialized by PostgreSQL version/,
      explain: () =>
        `The database folder ${folder} was made by another version of PostgreSQL. Start empty with: npm start -- --reset`,
      fatal: true,
    },
    {
      pattern:
        /[^\n]*(?:database files are incompatible with server|could not locate a valid checkpoint record|invalid (?:primary )?checkpoint record|incorrect checksum in control file|is not a valid data directory|is not a database cluster directory|could not (?:open|read|find) (?:file|directory) "(?:global|base|pg_|PG_VERSION)[^\n]*|could not read[^\n]*pg_control|invalid page in block)[^\n]*/,
      explain: damaged,
      fatal: true,
    },
  ];
}
