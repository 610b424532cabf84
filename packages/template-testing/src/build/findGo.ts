import { execFileSync } from 'node:child_process';

/** The second is where Go's own archive is unpacked to, which is not on every path. */
const PROGRAMS = ['go', '/usr/local/go/bin/go'];

/** The oldest that builds what the templates render. */
const OLDEST = { major: 1, minor: 26 };

/** The Go that can build renderings; nothing where there is none, or an old one. */
export function findGo(): string | undefined {
  return PROGRAMS.find(isRecent);
}

function isRecent(program: string): boolean {
  try {
    const text = execFileSync(program, ['env', 'GOVERSION'], {
      encoding: 'utf8',
      // A newer one is not to be fetched for a question.
      env: { ...process.env, GOTOOLCHAIN: 'local' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, major, minor] = /^go(\d+)\.(\d+)/.exec(text) ?? [];
    return (
      Number(major) > OLDEST.major ||
      (Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor)
    );
  } catch {
    return false;
  }
}
