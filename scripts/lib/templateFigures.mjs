// @ts-check
/* What bench:templates says of templates, as lines of its table. */

/**
 * How long a case took, in milliseconds: `median` of `runs`, and what is asked of it.
 * @typedef {{ template: string; name: string; isComposed: boolean; runs: number; median: number; limit: number }} CaseTime
 * @typedef {import('./figures.mjs').Row} Row
 */

/** What is asked of all templates and cases on all rungs, on two cores. */
const LADDER_SECONDS = 8 * 60;

/**
 * The slowest case of each kind stands for the others.
 * @param {CaseTime[]} times
 * @returns {Row[]}
 */
export function renderFigures(times) {
  return [
    {
      what: 'A template rendered by the scaffolder',
      own: times.filter(({ isComposed }) => !isComposed),
    },
    {
      what: 'The whole platform rendered by the scaffolder',
      own: times.filter(({ isComposed }) => isComposed),
    },
  ].flatMap(({ what, own }) => {
    const [slowest] = [...own].sort((a, b) => b.median - a.median);
    if (!slowest) {
      return [];
    }
    const { template, name, runs, median, limit } = slowest;
    const of = own.length === 1 ? '' : `, slowest of ${own.length} cases`;
    return [
      {
        figure: `${what}${of} (${template} ${name}), median of ${runs}`,
        measured: `${median.toFixed(0)} ms`,
        target: `${limit} ms`,
        reached: own.every(each => each.median <= each.limit),
      },
    ];
  });
}

/**
 * A ladder that nobody gets to the top of is not climbed, however fast.
 * @param {{ seconds: number; failed: number }} climbed
 * @returns {Row}
 */
export function ladderFigure({ seconds, failed }) {
  return {
    figure: 'All templates and cases up the whole ladder, builds included',
    measured: `${minutes(seconds)}${failed > 0 ? `, ${failed} failed` : ''}`,
    target: minutes(LADDER_SECONDS),
    reached: failed === 0 && seconds <= LADDER_SECONDS,
  };
}

/** @param {number} seconds */
function minutes(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
