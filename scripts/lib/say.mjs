// @ts-check

// Handed on to the programs that are started, so that all count from the same moment.
process.env.SHOP_PLATFORM_BEGAN ??= String(Date.now());

/**
 * Prints one line of progress with the seconds since the command began.
 * @param {string} message
 */
export function say(message) {
  process.stdout.write(`${elapsed()}  ${message}\n`);
}

/** @returns {string} the seconds since the command began, `  12.3 s` */
function elapsed() {
  const seconds = (Date.now() - Number(process.env.SHOP_PLATFORM_BEGAN)) / 1000;
  return `${seconds.toFixed(1).padStart(6)} s`;
}

/** A failure that people can act on: printed as it is, without a stack. */
export class Problem extends Error {}

/**
 * Runs a command's main function and turns its failure into a message and exit code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const text =
      error instanceof Problem
        ? error.message
        : error instanceof Error
        ? error.stack
        : String(error);
    process.stderr.write(`\n${text}\n`);
    process.exitCode = 1;
  }
}
