// @ts-check
import { ensurePromtool } from './promtool.mjs';
import { say } from './say.mjs';
import { ensureScanners, readPins } from './scanners.mjs';
import { ensureShellCheck } from './shellcheck.mjs';

/**
 * The programs that look at templates; those that are there already take no time.
 *
 * @returns {Promise<{ environment: NodeJS.ProcessEnv; missing: import('./templateLadder.mjs').MissingProgram[] }>}
 *   where they are, and what could not be had
 */
export async function fetchTemplatePrograms() {
  const pins = readPins();
  /** @type {import('./templateLadder.mjs').MissingProgram[]} */
  const missing = [];
  const note = (
    /** @type {string} */ program,
    /** @type {unknown} */ error,
  ) => {
    missing.push({ program, why: sayProblem(error) });
  };
  // They wait for the network more than for one another.
  const environments = await Promise.all([
    programEnvironment('PROMTOOL_PATH', ensurePromtool, error =>
      note('promtool', error),
    ),
    programEnvironment('SHELLCHECK_PATH', ensureShellCheck, error =>
      note('shellcheck', error),
    ),
    programEnvironment('SCANNERS_FOLDER', () => ensureScanners(pins, note)),
  ]);
  return { environment: Object.assign({}, ...environments), missing };
}

/**
 * One version on every machine. Without it, its suites are skipped by name.
 * @param {string} variable
 * @param {() => Promise<string>} ensure
 * @param {(error: unknown) => void} [onMissing]
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function programEnvironment(
  variable,
  ensure,
  onMissing = sayProblem,
) {
  try {
    return { [variable]: await ensure() };
  } catch (error) {
    onMissing(error);
    return {};
  }
}

/** @param {unknown} error */
function sayProblem(error) {
  const message = error instanceof Error ? error.message : String(error);
  say(message);
  return message;
}
