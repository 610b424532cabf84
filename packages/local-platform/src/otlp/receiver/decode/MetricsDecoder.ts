import { StringColumn } from '../columns/StringColumn';
import {
  Aggregation,
  ExponentialHistogramTable,
  GaugeTable,
  HistogramTable,
  PointTable,
  SumTable,
  SummaryTable,
} from '../tables/metricTables';
import { collect, Ranges, writeAttributes } from './attributes';
import { writeExemplars } from './exemplars';
import {
  exponentialHistogramPoint,
  histogramPoint,
  MetricPoint,
  numberPoint,
  PointLayout,
  summaryPoint,
} from './MetricPoint';
import { Item, SignalDecoder } from './SignalDecoder';
import { WireReader } from './WireReader';

/** Metric: name = 1, description = 2, unit = 3. */
const NAME = 10;
const DESCRIPTION = 18;
const UNIT = 26;
/** Gauge, Sum and the others: data_points = 1, aggregation_temporality = 2, is_monotonic = 3. */
const POINT = 10;
const TEMPORALITY = 16;
const IS_MONOTONIC = 24;

type Kind = { table: PointTable; layout: PointLayout };

type Metric = {
  name: Buffer;
  description: Buffer;
  unit: Buffer;
  kind: Kind | undefined;
  points: Ranges;
  aggregation: Aggregation;
};

/** Turns ExportMetricsServiceRequests into rows of the five `otel_metrics_*` tables. */
export class MetricsDecoder extends SignalDecoder {
  readonly #gauge = new GaugeTable();
  readonly #sum = new SumTable();
  readonly #histogram = new HistogramTable();
  readonly #exponentialHistogram = new ExponentialHistogramTable();
  readonly #summary = new SummaryTable();
  /** By the tag of the field of Metric that holds the data. */
  readonly #kinds = new Map<number, Kind>([
    [5 * 8 + 2, { table: this.#gauge, layout: numberPoint }],
    [7 * 8 + 2, { table: this.#sum, layout: numberPoint }],
    [9 * 8 + 2, { table: this.#histogram, layout: histogramPoint }],
    [
      10 * 8 + 2,
      { table: this.#exponentialHistogram, layout: exponentialHistogramPoint },
    ],
    [11 * 8 + 2, { table: this.#summary, layout: summaryPoint }],
  ]);
  readonly #tables = [...this.#kinds.values()].map(({ table }) => table);
  readonly blocks = this.#tables.map(({ head }) => head.block);

  protected beginResource(): void {
    // Each row writes its resource anew: metrics are few beside spans.
  }

  protected appendItem(item: Item): void {
    const metric = this.#readMetric(item.wire, item.start, item.end);
    const { kind, points } = metric;
    if (!kind) {
      return;
    }
    if (metric.name.length === 0) {
      item.verdict.reject('its metric has no name', points.length / 2);
      return;
    }
    for (let index = 0; index < points.length; index += 2) {
      const point = MetricPoint.read(
        item.wire,
        points[index],
        points[index + 1],
        kind.layout,
      );
      const reason =
        this.times.whyNot(point.timeLow, point.timeHigh) ??
        whyStartIsWrong(point);
      if (reason !== undefined) {
        item.verdict.reject(reason);
      } else if (this.admits(point.timeLow, point.timeHigh, item.verdict)) {
        this.#writePoint(item, metric, kind.table, point);
      }
    }
  }

  protected cutValues(): number {
    return this.#tables.reduce((sum, { head }) => sum + head.cutValues(), 0);
  }

  #readMetric(wire: WireReader, start: number, end: number): Metric {
    const none = Buffer.alloc(0);
    const metric: Metric = {
      name: none,
      description: none,
      unit: none,
      kind: undefined,
      points: [],
      aggregation: { temporality: 0, isMonotonic: false },
    };
    wire.position = start;
    while (wire.position < end) {
      const tag = wire.tag();
      const kind = this.#kinds.get(tag);
      if (kind) {
        if (metric.kind !== kind) {
          // One of them may be there; of two the last counts.
          metric.points.length = 0;
        }
        metric.kind = kind;
        readData(wire, wire.enter(end), metric);
      } else if (tag === NAME || tag === DESCRIPTION || tag === UNIT) {
        const stop = wire.enter(end);
        const bytes = wire.bytes.subarray(wire.position, stop);
        wire.position = stop;
        if (tag === NAME) {
          metric.name = bytes;
        } else if (tag === UNIT) {
          metric.unit = bytes;
        } else {
          metric.description = bytes;
        }
      } else {
        wire.skip(tag);
      }
    }
    wire.leave(end);
    return metric;
  }

  #writePoint(
    { wire, resource, scope }: Item,
    metric: Metric,
    table: PointTable,
    point: MetricPoint,
  ): void {
    const { head } = table;
    writeAttributes(wire, resource.attributes, head.resourceAttributes);
    head.resourceSchemaUrl.writeText(resource.schemaUrl);
    writeBytes(head.scopeName, scope.name);
    writeBytes(head.scopeVersion, scope.version);
    writeAttributes(wire, scope.attributes, head.scopeAttributes);
    head.scopeDropped.values.writeUInt32(scope.droppedAttributes);
    head.scopeSchemaUrl.writeText(scope.schemaUrl);
    const { serviceName } = resource;
    head.serviceName.writeRange(serviceName, 0, serviceName.length);
    writeBytes(head.metricName, metric.name);
    writeBytes(head.metricDescription, metric.description);
    writeBytes(head.metricUnit, metric.unit);
    writeAttributes(wire, point.attributes, head.attributes);
    head.startTime.values.writeUInt64(point.startLow, point.startHigh);
    head.time.values.writeUInt64(point.timeLow, point.timeHigh);
    head.flags.values.writeUInt32(point.flags);
    table.writeValues(point, metric.aggregation);
    if (table.exemplars) {
      writeExemplars(wire, point.exemplars, table.exemplars);
    }
    head.block.rows += 1;
    this.checkSize(head.block);
  }
}

function readData(wire: WireReader, end: number, metric: Metric): void {
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === POINT) {
      collect(wire, end, metric.points);
    } else if (tag === TEMPORALITY) {
      metric.aggregation.temporality = wire.uint32();
    } else if (tag === IS_MONOTONIC) {
      metric.aggregation.isMonotonic = wire.uint32() !== 0;
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
}

/** A start may be unknown, or long ago: that of a counter is its process's. */
function whyStartIsWrong(point: MetricPoint): string | undefined {
  return point.startHigh > point.timeHigh
    ? 'it starts after its time'
    : undefined;
}

function writeBytes(column: StringColumn, bytes: Buffer): void {
  column.writeRange(bytes, 0, bytes.length);
}
