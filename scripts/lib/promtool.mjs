// @ts-check
import { ensureSidProgram } from './debianSid.mjs';

/**
 * Debian's promtool of one version, whatever this machine has: the tests of rules
 * depend on how Prometheus 3 chooses samples.
 *
 * @returns {Promise<string>}
 */
export async function ensurePromtool() {
  return ensureSidProgram({
    program: 'promtool',
    packages: ['promtool'],
    variable: 'PROMTOOL_PATH',
  });
}
