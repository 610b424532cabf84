import { type SourceAnswer } from '@shop-platform/backstage-plugin-traces-common';

/** The sources of traces that should have answered, and did not, with why. */
export function whyFailed(sources: readonly SourceAnswer[]): string[] {
  return [
    ...new Set(
      sources
        .filter(({ state }) => state === 'failed')
        .map(({ title, message = 'no answer' }) => `${title}: ${message}`),
    ),
  ];
}
