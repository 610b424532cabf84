import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';

/** The sources whose traces are missing from an answer. */
export function missingSources(answers: readonly SourceAnswer[]): {
  failed: SourceAnswer[];
  unsupported: SourceAnswer[];
} {
  return {
    failed: answers.filter(({ state }) => state === 'failed'),
    unsupported: answers.filter(({ state }) => state === 'unsupported'),
  };
}

/** One answer of each source: the worst, so that a failure on any page is told. */
export function mergeAnswers(
  ...pages: readonly SourceAnswer[][]
): SourceAnswer[] {
  const rank = { answered: 0, unsupported: 1, failed: 2 };
  const bySource = new Map<string, SourceAnswer>();
  for (const answer of pages.flat()) {
    const known = bySource.get(answer.id);
    if (!known || rank[answer.state] > rank[known.state]) {
      bySource.set(answer.id, answer);
    }
  }
  return [...bySource.values()];
}
