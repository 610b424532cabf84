import { type Attributes } from './model';
import { type OtlpAttribute, toAttributes } from './otlp';

/**
 * A measurement in OTLP's JSON encoding.
 *
 * @public
 */
export type OtlpNumberPoint = {
  attributes: OtlpAttribute[];
  startTimeUnixNano: string;
  timeUnixNano: string;
  asDouble: number;
};

/**
 * A metric in OTLP's JSON encoding: a gauge, or a sum that goes up and down.
 *
 * @public
 */
export type OtlpMetric = { name: string; unit: string } & (
  | { gauge: { dataPoints: OtlpNumberPoint[] } }
  | {
      sum: {
        dataPoints: OtlpNumberPoint[];
        /** 2: since the start. */
        aggregationTemporality: number;
        isMonotonic: boolean;
      };
    }
);

/**
 * The body of a POST to an OTLP receiver's `/v1/metrics`, as JSON.
 *
 * @public
 */
export type OtlpMetricsExport = {
  resourceMetrics: {
    resource: { attributes: OtlpAttribute[] };
    scopeMetrics: { scope: { name: string }; metrics: OtlpMetric[] }[];
  }[];
};

/** What a process measured at one moment. */
export type Measurement = {
  name: string;
  unit: string;
  kind: 'gauge' | 'sum';
  value: number;
  attributes?: Attributes;
};

const CUMULATIVE = 2;

function toMetric(measurement: Measurement, time: bigint): OtlpMetric {
  const { name, unit, kind, value, attributes = {} } = measurement;
  const dataPoints = [
    {
      attributes: toAttributes(attributes),
      startTimeUnixNano: (time - 1n).toString(),
      timeUnixNano: time.toString(),
      asDouble: value,
    },
  ];
  return kind === 'gauge'
    ? { name, unit, gauge: { dataPoints } }
    : {
        name,
        unit,
        sum: {
          dataPoints,
          aggregationTemporality: CUMULATIVE,
          isMonotonic: false,
        },
      };
}

/** What one process exports at one moment. */
export function toMetricsExport(options: {
  resource: Attributes;
  time: bigint;
  measurements: Measurement[];
}): OtlpMetricsExport {
  const { resource, time, measurements } = options;
  return {
    resourceMetrics: [
      {
        resource: { attributes: toAttributes(resource) },
        scopeMetrics: [
          {
            scope: { name: 'runtime' },
            metrics: measurements.map(each => toMetric(each, time)),
          },
        ],
      },
    ],
  };
}
