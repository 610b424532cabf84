const THOUSAND = 1_000;

/**
 * The number that the word behind a count goes by. From a thousand on, it goes
 * by that word: "1.37K rows", "1,37 тис. рядків".
 */
export function spokenCount(count: number): number {
  return count < THOUSAND ? count : THOUSAND;
}
