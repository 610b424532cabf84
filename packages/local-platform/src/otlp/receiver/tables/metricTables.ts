import { ArrayColumn } from '../columns/ArrayColumn';
import { FixedColumn } from '../columns/FixedColumn';
import { MetricPoint } from '../decode/MetricPoint';
import { ExemplarColumns, MetricTable } from './MetricTable';

/** What all points of a metric share beyond its name. */
export type Aggregation = { temporality: number; isMonotonic: boolean };

/** A table, and how the values of a point are written into it. */
export interface PointTable {
  readonly head: MetricTable;
  readonly exemplars?: ExemplarColumns;
  writeValues(point: MetricPoint, aggregation: Aggregation): void;
}

export class GaugeTable implements PointTable {
  readonly exemplars = new ExemplarColumns();
  readonly #value = new FixedColumn('Float64');
  readonly head = new MetricTable('gauge', {
    Value: this.#value,
    ...this.exemplars.columns,
  });

  writeValues(point: MetricPoint): void {
    this.#value.values.writeFloat64(point.value);
  }
}

export class SumTable implements PointTable {
  readonly exemplars = new ExemplarColumns();
  readonly #value = new FixedColumn('Float64');
  readonly #temporality = new FixedColumn('Int32');
  readonly #isMonotonic = new FixedColumn('Bool');
  readonly head = new MetricTable('sum', {
    Value: this.#value,
    AggregationTemporality: this.#temporality,
    IsMonotonic: this.#isMonotonic,
    ...this.exemplars.columns,
  });

  writeValues(
    point: MetricPoint,
    { temporality, isMonotonic }: Aggregation,
  ): void {
    this.#value.values.writeFloat64(point.value);
    this.#temporality.values.writeUInt32(temporality);
    this.#isMonotonic.values.writeByte(isMonotonic ? 1 : 0);
  }
}

/** Count, sum, smallest and largest value, which both kinds of histogram have. */
class DistributionColumns {
  readonly count = new FixedColumn('UInt64');
  readonly sum = new FixedColumn('Float64');
  readonly min = new FixedColumn('Float64');
  readonly max = new FixedColumn('Float64');
  readonly temporality = new FixedColumn('Int32');

  get columns() {
    return {
      Count: this.count,
      Sum: this.sum,
      Min: this.min,
      Max: this.max,
      AggregationTemporality: this.temporality,
    };
  }

  write(point: MetricPoint, temporality: number): void {
    this.count.values.writeUInt64(point.countLow, point.countHigh);
    this.sum.values.writeFloat64(point.sum);
    this.min.values.writeFloat64(point.min);
    this.max.values.writeFloat64(point.max);
    this.temporality.values.writeUInt32(temporality);
  }
}

export class HistogramTable implements PointTable {
  readonly exemplars = new ExemplarColumns();
  readonly #distribution = new DistributionColumns();
  readonly #counts = new ArrayColumn(new FixedColumn('UInt64'));
  readonly #bounds = new ArrayColumn(new FixedColumn('Float64'));
  readonly head = new MetricTable('histogram', {
    ...this.#distribution.columns,
    BucketCounts: this.#counts,
    ExplicitBounds: this.#bounds,
    ...this.exemplars.columns,
  });

  writeValues(point: MetricPoint, { temporality }: Aggregation): void {
    this.#distribution.write(point, temporality);
    writeCounts(this.#counts, point.bucketCounts);
    for (const bound of point.bounds) {
      this.#bounds.items.values.writeFloat64(bound);
    }
    this.#bounds.endRow(point.bounds.length);
  }
}

export class ExponentialHistogramTable implements PointTable {
  readonly exemplars = new ExemplarColumns();
  readonly #distribution = new DistributionColumns();
  readonly #scale = new FixedColumn('Int32');
  readonly #zeroCount = new FixedColumn('UInt64');
  readonly #positiveOffset = new FixedColumn('Int32');
  readonly #positive = new ArrayColumn(new FixedColumn('UInt64'));
  readonly #negativeOffset = new FixedColumn('Int32');
  readonly #negative = new ArrayColumn(new FixedColumn('UInt64'));
  readonly head = new MetricTable('exponential_histogram', {
    ...this.#distribution.columns,
    Scale: this.#scale,
    ZeroCount: this.#zeroCount,
    PositiveOffset: this.#positiveOffset,
    PositiveBucketCounts: this.#positive,
    NegativeOffset: this.#negativeOffset,
    NegativeBucketCounts: this.#negative,
    ...this.exemplars.columns,
  });

  writeValues(point: MetricPoint, { temporality }: Aggregation): void {
    this.#distribution.write(point, temporality);
    this.#scale.values.writeUInt32(point.scale);
    this.#zeroCount.values.writeUInt64(point.zeroLow, point.zeroHigh);
    this.#positiveOffset.values.writeUInt32(point.positiveOffset);
    writeCounts(this.#positive, point.positiveCounts);
    this.#negativeOffset.values.writeUInt32(point.negativeOffset);
    writeCounts(this.#negative, point.negativeCounts);
  }
}

export class SummaryTable implements PointTable {
  readonly #count = new FixedColumn('UInt64');
  readonly #sum = new FixedColumn('Float64');
  readonly #quantiles = new ArrayColumn(new FixedColumn('Float64'));
  readonly #values = new ArrayColumn(new FixedColumn('Float64'));
  readonly head = new MetricTable('summary', {
    Count: this.#count,
    Sum: this.#sum,
    'ValueAtQuantiles.Quantile': this.#quantiles,
    'ValueAtQuantiles.Value': this.#values,
  });

  writeValues(point: MetricPoint): void {
    this.#count.values.writeUInt64(point.countLow, point.countHigh);
    this.#sum.values.writeFloat64(point.sum);
    for (const { quantile, value } of point.quantiles) {
      this.#quantiles.items.values.writeFloat64(quantile);
      this.#values.items.values.writeFloat64(value);
    }
    this.#quantiles.endRow(point.quantiles.length);
    this.#values.endRow(point.quantiles.length);
  }
}

/** Writes counts, given in halves: low, high, low, high, … */
function writeCounts(column: ArrayColumn<FixedColumn>, halves: number[]): void {
  for (let index = 0; index < halves.length; index += 2) {
    column.items.values.writeUInt64(halves[index], halves[index + 1]);
  }
  column.endRow(halves.length / 2);
}
