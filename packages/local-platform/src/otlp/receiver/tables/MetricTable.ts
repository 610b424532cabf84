import { ArrayColumn } from '../columns/ArrayColumn';
import { Block } from '../columns/Block';
import { Column } from '../columns/Column';
import { DictionaryColumn } from '../columns/DictionaryColumn';
import { FixedColumn } from '../columns/FixedColumn';
import { MapColumn } from '../columns/MapColumn';
import { StringColumn } from '../columns/StringColumn';

const TIME = 'DateTime64(9)';

/** Metric points on their way into one of the `otel_metrics_*` tables: what all of these have. */
export class MetricTable {
  readonly resourceAttributes = new MapColumn();
  readonly resourceSchemaUrl = new StringColumn();
  readonly scopeName = new StringColumn();
  readonly scopeVersion = new StringColumn();
  readonly scopeAttributes = new MapColumn();
  readonly scopeDropped = new FixedColumn('UInt32');
  readonly scopeSchemaUrl = new StringColumn();
  readonly serviceName = new DictionaryColumn();
  readonly metricName = new StringColumn();
  readonly metricDescription = new StringColumn();
  readonly metricUnit = new StringColumn();
  readonly attributes = new MapColumn();
  readonly startTime = new FixedColumn(TIME);
  readonly time = new FixedColumn(TIME);
  readonly flags = new FixedColumn('UInt32');
  readonly block: Block;

  constructor(kind: string, columns: Record<string, Column>) {
    this.block = new Block(`otel_metrics_${kind}`, {
      ResourceAttributes: this.resourceAttributes,
      ResourceSchemaUrl: this.resourceSchemaUrl,
      ScopeName: this.scopeName,
      ScopeVersion: this.scopeVersion,
      ScopeAttributes: this.scopeAttributes,
      ScopeDroppedAttrCount: this.scopeDropped,
      ScopeSchemaUrl: this.scopeSchemaUrl,
      ServiceName: this.serviceName,
      MetricName: this.metricName,
      MetricDescription: this.metricDescription,
      MetricUnit: this.metricUnit,
      Attributes: this.attributes,
      StartTimeUnix: this.startTime,
      TimeUnix: this.time,
      Flags: this.flags,
      ...columns,
    });
  }

  cutValues(): number {
    return (
      this.resourceAttributes.values.cutValues +
      this.scopeAttributes.values.cutValues +
      this.attributes.values.cutValues
    );
  }
}

/** The measurements that stand for a point. */
export class ExemplarColumns {
  readonly attributes = new ArrayColumn(new MapColumn());
  readonly time = new ArrayColumn(new FixedColumn(TIME));
  readonly value = new ArrayColumn(new FixedColumn('Float64'));
  readonly spanId = new ArrayColumn(new StringColumn());
  readonly traceId = new ArrayColumn(new StringColumn());

  get columns(): Record<string, Column> {
    return {
      'Exemplars.FilteredAttributes': this.attributes,
      'Exemplars.TimeUnix': this.time,
      'Exemplars.Value': this.value,
      'Exemplars.SpanId': this.spanId,
      'Exemplars.TraceId': this.traceId,
    };
  }

  endRow(count: number): void {
    this.attributes.endRow(count);
    this.time.endRow(count);
    this.value.endRow(count);
    this.spanId.endRow(count);
    this.traceId.endRow(count);
  }
}
