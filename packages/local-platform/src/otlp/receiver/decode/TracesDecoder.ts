import { DictionaryColumn } from '../columns/DictionaryColumn';
import { TracesTable } from '../tables/TracesTable';
import { writeAttributes } from './attributes';
import { Item, SignalDecoder } from './SignalDecoder';
import { SpanDetails } from './SpanDetails';
import { SpanFields } from './SpanFields';
import { Verdict } from './Verdict';

/** The names the Collector's exporter writes, by OTLP's numbers. */
const SPAN_KINDS = constants([
  'Unspecified',
  'Internal',
  'Server',
  'Client',
  'Producer',
  'Consumer',
]);
const STATUS_CODES = constants(['Unset', 'Ok', 'Error']);

/** Turns ExportTraceServiceRequests into rows of `otel_traces`, in one pass over their bytes. */
export class TracesDecoder extends SignalDecoder {
  readonly table = new TracesTable();
  readonly blocks = [this.table.block];
  readonly #span = new SpanFields();
  readonly #details = new SpanDetails(this.table);
  #newResource = true;

  protected beginResource(): void {
    this.#newResource = true;
  }

  protected appendItem(item: Item): void {
    const span = this.#span;
    span.read(item.wire, item.start, item.end);
    const reason =
      span.whyIdsAreWrong(item.wire) ??
      this.times.whyNot(span.startLow, span.startHigh);
    if (reason !== undefined) {
      item.verdict.reject(reason);
    } else if (this.admits(span.startLow, span.startHigh, item.verdict)) {
      this.#writeSpan(item);
      this.checkSize(this.table.block);
    }
  }

  protected cutValues(): number {
    const { table } = this;
    return (
      table.resourceAttributes.values.cutValues +
      table.spanAttributes.values.cutValues +
      table.eventAttributes.items.values.cutValues +
      table.linkAttributes.items.values.cutValues +
      table.statusMessage.cutValues +
      table.traceState.cutValues
    );
  }

  #writeSpan({ wire, resource, scope, verdict }: Item): void {
    const { table } = this;
    const span = this.#span;
    const { bytes } = wire;
    table.timestamp.values.writeUInt64(span.startLow, span.startHigh);
    table.traceId.writeHex(bytes, span.traceId, span.traceIdEnd);
    table.spanId.writeHex(bytes, span.spanId, span.spanIdEnd);
    table.parentSpanId.writeHex(bytes, span.parentId, span.parentIdEnd);
    table.traceState.writeRange(bytes, span.traceState, span.traceStateEnd);
    table.spanName.writeRange(bytes, span.name, span.nameEnd);
    writeConstant(table.spanKind, SPAN_KINDS, span.kind);
    writeBytes(table.serviceName, resource.serviceName);
    if (this.#newResource) {
      writeAttributes(wire, resource.attributes, table.resourceAttributes);
      this.#newResource = false;
    } else {
      table.resourceAttributes.repeatRow();
    }
    writeBytes(table.scopeName, scope.name);
    writeBytes(table.scopeVersion, scope.version);
    writeAttributes(wire, span.attributes, table.spanAttributes);
    this.#writeDuration(verdict);
    writeConstant(table.statusCode, STATUS_CODES, span.statusCode);
    table.statusMessage.writeRange(
      bytes,
      span.statusMessage,
      span.statusMessageEnd,
    );
    this.#details.writeEvents(wire, span.events);
    this.#details.writeLinks(wire, span.links);
    table.block.rows += 1;
  }

  /**
   * The Collector subtracts without a sign, so that a span whose clock went
   * back would last for centuries and lead every list of slow spans.
   */
  #writeDuration(verdict: Verdict): void {
    const { startLow, startHigh, endLow, endHigh } = this.#span;
    const borrow = endLow < startLow ? 1 : 0;
    const high = endHigh - startHigh - borrow;
    if (high < 0) {
      verdict.noteClampedDuration();
      this.table.duration.values.writeUInt64(0, 0);
    } else {
      const low = borrow
        ? endLow - startLow + 0x1_0000_0000
        : endLow - startLow;
      this.table.duration.values.writeUInt64(low, high);
    }
  }
}

function constants(names: string[]): Buffer[] {
  return names.map(name => Buffer.from(name, 'latin1'));
}

/** The name of a number; that of 0 for numbers which OTLP does not know (yet). */
function writeConstant(
  column: DictionaryColumn,
  names: Buffer[],
  value: number,
): void {
  writeBytes(column, names[value] ?? names[0]);
}

function writeBytes(
  column: {
    writeRange(source: Uint8Array, start: number, end: number): void;
  },
  bytes: Buffer,
): void {
  column.writeRange(bytes, 0, bytes.length);
}
