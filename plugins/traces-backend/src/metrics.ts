import {
  type MetricsService,
  type MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';

/** How a store took part: as in the answer, or nobody waited for it any more. */
export type SourceOutcome = 'answered' | 'failed' | 'unsupported' | 'aborted';

// Names of services, operations and people stay out: their number has no bound.
type SourceDurationAttributes = {
  'traces.operation': string;
  'traces.source.type': string;
  'traces.outcome': SourceOutcome;
};

export type TracesMetrics = {
  sourceDuration: MetricsServiceHistogram<SourceDurationAttributes>;
};

export function createTracesMetrics(metrics: MetricsService): TracesMetrics {
  return {
    sourceDuration: metrics.createHistogram<SourceDurationAttributes>(
      'traces.source.duration',
      {
        description: 'How long a source of traces took to answer',
        unit: 's',
        advice: {
          explicitBucketBoundaries: [
            0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
          ],
        },
      },
    ),
  };
}
