/**
 * How often something may have happened in so many trials of a known chance: all
 * other counts together come up less than twice in a million runs.
 */
export function likely(
  trials: number,
  chance: number,
): { least: number; most: number } {
  const rare = 1e-6;
  let logProbability = trials * Math.log1p(-chance);
  let below = 0;
  let least = 0;
  let most = trials;
  for (let count = 0; count <= trials; count += 1) {
    const probability = Math.exp(logProbability);
    if (below < rare) {
      least = count;
    }
    below += probability;
    if (1 - below < rare) {
      most = count;
      break;
    }
    logProbability += Math.log(
      ((trials - count) / (count + 1)) * (chance / (1 - chance)),
    );
  }
  return { least, most };
}
