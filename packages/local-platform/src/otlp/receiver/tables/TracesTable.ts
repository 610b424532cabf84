import { ArrayColumn } from '../columns/ArrayColumn';
import { Block } from '../columns/Block';
import { DictionaryColumn } from '../columns/DictionaryColumn';
import { FixedColumn } from '../columns/FixedColumn';
import { MapColumn } from '../columns/MapColumn';
import { StringColumn } from '../columns/StringColumn';

const TIME = 'DateTime64(9)';

/** Spans on their way into `otel_traces`. */
export class TracesTable {
  readonly timestamp = new FixedColumn(TIME);
  readonly traceId = new StringColumn();
  readonly spanId = new StringColumn();
  readonly parentSpanId = new StringColumn();
  readonly traceState = new StringColumn();
  readonly spanName = new DictionaryColumn();
  readonly spanKind = new DictionaryColumn();
  readonly serviceName = new DictionaryColumn();
  readonly resourceAttributes = new MapColumn();
  readonly scopeName = new StringColumn();
  readonly scopeVersion = new StringColumn();
  readonly spanAttributes = new MapColumn();
  readonly duration = new FixedColumn('UInt64');
  readonly statusCode = new DictionaryColumn();
  readonly statusMessage = new StringColumn();
  readonly eventTimes = new ArrayColumn(new FixedColumn(TIME));
  readonly eventNames = new ArrayColumn(new DictionaryColumn());
  readonly eventAttributes = new ArrayColumn(new MapColumn());
  readonly linkTraceIds = new ArrayColumn(new StringColumn());
  readonly linkSpanIds = new ArrayColumn(new StringColumn());
  readonly linkTraceStates = new ArrayColumn(new StringColumn());
  readonly linkAttributes = new ArrayColumn(new MapColumn());

  readonly block = new Block('otel_traces', {
    Timestamp: this.timestamp,
    TraceId: this.traceId,
    SpanId: this.spanId,
    ParentSpanId: this.parentSpanId,
    TraceState: this.traceState,
    SpanName: this.spanName,
    SpanKind: this.spanKind,
    ServiceName: this.serviceName,
    ResourceAttributes: this.resourceAttributes,
    ScopeName: this.scopeName,
    ScopeVersion: this.scopeVersion,
    SpanAttributes: this.spanAttributes,
    Duration: this.duration,
    StatusCode: this.statusCode,
    StatusMessage: this.statusMessage,
    'Events.Timestamp': this.eventTimes,
    'Events.Name': this.eventNames,
    'Events.Attributes': this.eventAttributes,
    'Links.TraceId': this.linkTraceIds,
    'Links.SpanId': this.linkSpanIds,
    'Links.TraceState': this.linkTraceStates,
    'Links.Attributes': this.linkAttributes,
  });
}
