import { collect, Ranges } from './attributes';
import { WireReader } from './WireReader';

/** What a field of a data point is. The five kinds of points number them differently. */
type Role =
  | 'attribute'
  | 'startTime'
  | 'time'
  | 'double'
  | 'integer'
  | 'exemplar'
  | 'flags'
  | 'count'
  | 'sum'
  | 'bucketCounts'
  | 'bounds'
  | 'min'
  | 'max'
  | 'scale'
  | 'zeroCount'
  | 'positive'
  | 'negative'
  | 'quantile';

/** The roles of a kind of point by its field numbers. */
export type PointLayout = ReadonlyMap<number, Role>;

export const numberPoint: PointLayout = new Map<number, Role>([
  [2, 'startTime'],
  [3, 'time'],
  [4, 'double'],
  [5, 'exemplar'],
  [6, 'integer'],
  [7, 'attribute'],
  [8, 'flags'],
]);
export const histogramPoint: PointLayout = new Map<number, Role>([
  [2, 'startTime'],
  [3, 'time'],
  [4, 'count'],
  [5, 'sum'],
  [6, 'bucketCounts'],
  [7, 'bounds'],
  [8, 'exemplar'],
  [9, 'attribute'],
  [10, 'flags'],
  [11, 'min'],
  [12, 'max'],
]);
export const exponentialHistogramPoint: PointLayout = new Map<number, Role>([
  [1, 'attribute'],
  [2, 'startTime'],
  [3, 'time'],
  [4, 'count'],
  [5, 'sum'],
  [6, 'scale'],
  [7, 'zeroCount'],
  [8, 'positive'],
  [9, 'negative'],
  [10, 'flags'],
  [11, 'exemplar'],
  [12, 'min'],
  [13, 'max'],
]);
export const summaryPoint: PointLayout = new Map<number, Role>([
  [2, 'startTime'],
  [3, 'time'],
  [4, 'count'],
  [5, 'sum'],
  [6, 'quantile'],
  [7, 'attribute'],
  [8, 'flags'],
]);

/** Wire type of a list of numbers in one field. */
const PACKED = 2;

/** One data point, of whichever kind; 64-bit counts in halves. */
export class MetricPoint {
  readonly attributes: Ranges = [];
  readonly exemplars: Ranges = [];
  startLow = 0;
  startHigh = 0;
  timeLow = 0;
  timeHigh = 0;
  value = 0;
  flags = 0;
  countLow = 0;
  countHigh = 0;
  sum = 0;
  min = 0;
  max = 0;
  scale = 0;
  zeroLow = 0;
  zeroHigh = 0;
  positiveOffset = 0;
  negativeOffset = 0;
  readonly bucketCounts: number[] = [];
  readonly bounds: number[] = [];
  readonly positiveCounts: number[] = [];
  readonly negativeCounts: number[] = [];
  readonly quantiles: { quantile: number; value: number }[] = [];

  static read(
    wire: WireReader,
    start: number,
    end: number,
    layout: PointLayout,
  ): MetricPoint {
    const point = new MetricPoint();
    wire.position = start;
    while (wire.position < end) {
      const tag = wire.tag();
      const role = layout.get(tag >>> 3);
      if (role === undefined) {
        wire.skip(tag);
      } else if (!point.#readScalar(wire, role, end)) {
        point.#readComposed(wire, role, tag, end);
      }
    }
    wire.leave(end);
    return point;
  }

  #readScalar(wire: WireReader, role: Role, limit: number): boolean {
    switch (role) {
      case 'startTime':
        [this.startLow, this.startHigh] = fixed64(wire, limit);
        return true;
      case 'time':
        [this.timeLow, this.timeHigh] = fixed64(wire, limit);
        return true;
      case 'count':
        [this.countLow, this.countHigh] = fixed64(wire, limit);
        return true;
      case 'zeroCount':
        [this.zeroLow, this.zeroHigh] = fixed64(wire, limit);
        return true;
      case 'integer':
        this.value = wire.sfixed64(limit);
        return true;
      case 'double':
        this.value = wire.double(limit);
        return true;
      case 'sum':
      case 'min':
      case 'max':
        this[role] = wire.double(limit);
        return true;
      case 'flags':
        this.flags = wire.uint32();
        return true;
      case 'scale':
        this.scale = wire.sint32();
        return true;
      default:
        return false;
    }
  }

  #readComposed(
    wire: WireReader,
    role: Role,
    tag: number,
    limit: number,
  ): void {
    switch (role) {
      case 'attribute':
        collect(wire, limit, this.attributes);
        break;
      case 'exemplar':
        collect(wire, limit, this.exemplars);
        break;
      case 'bucketCounts':
        readNumbers(wire, tag, limit, end =>
          this.bucketCounts.push(...fixed64(wire, end)),
        );
        break;
      case 'bounds':
        readNumbers(wire, tag, limit, end =>
          this.bounds.push(wire.double(end)),
        );
        break;
      case 'positive':
        this.positiveOffset = readBuckets(wire, limit, this.positiveCounts);
        break;
      case 'negative':
        this.negativeOffset = readBuckets(wire, limit, this.negativeCounts);
        break;
      default:
        this.quantiles.push(readQuantile(wire, limit));
    }
  }
}

/** The halves of a `fixed64`. */
export function fixed64(wire: WireReader, limit: number): [number, number] {
  const at = wire.fixed64(limit);
  return [wire.view.getUint32(at, true), wire.view.getUint32(at + 4, true)];
}

/** A repeated number: packed into one field, or one in each. */
function readNumbers(
  wire: WireReader,
  tag: number,
  limit: number,
  readOne: (limit: number) => void,
): void {
  if ((tag & 7) !== PACKED) {
    readOne(limit);
    return;
  }
  const end = wire.enter(limit);
  while (wire.position < end) {
    readOne(end);
  }
  wire.leave(end);
}

/** Buckets: offset = 1, bucket_counts = 2. Answers the offset. */
function readBuckets(
  wire: WireReader,
  limit: number,
  counts: number[],
): number {
  let offset = 0;
  const end = wire.enter(limit);
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag >>> 3 === 1) {
      offset = wire.sint32();
    } else if (tag >>> 3 === 2) {
      readNumbers(wire, tag, end, () => {
        const { low, high } = wire.uint64();
        counts.push(low, high);
      });
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return offset;
}

/** ValueAtQuantile: quantile = 1, value = 2. */
function readQuantile(
  wire: WireReader,
  limit: number,
): { quantile: number; value: number } {
  const read = { quantile: 0, value: 0 };
  const end = wire.enter(limit);
  while (wire.position < end) {
    const tag = wire.tag();
    if (tag === 9) {
      read.quantile = wire.double(end);
    } else if (tag === 17) {
      read.value = wire.double(end);
    } else {
      wire.skip(tag);
    }
  }
  wire.leave(end);
  return read;
}
