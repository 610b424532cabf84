/** The content type that ClickHouse gives a format. */
export function contentType(format: string): string {
  if (
    /^JSON(?:Strings|ColumnsWithMetadata|Compact|CompactStrings|Columns|CompactColumns|ObjectEachRow)?$/.test(
      format,
    )
  ) {
    return 'application/json; charset=UTF-8';
  }
  if (/^(?:JSON\w*EachRow\w*|NDJSON|JSONLines)$/.test(format)) {
    return 'application/x-ndjson; charset=UTF-8';
  }
  if (/^(?:TSV|TabSeparated)/.test(format)) {
    return 'text/tab-separated-values; charset=UTF-8';
  }
  if (format.startsWith('CSV')) {
    const header = format.includes('WithNames') ? 'present' : 'absent';
    return `text/csv; charset=UTF-8; header=${header}`;
  }
  if (
    /^(?:Native|RowBinary|Parquet|ORC|Arrow|Avro|MsgPack|Protobuf|CapnProto|Npy|BSON)/.test(
      format,
    )
  ) {
    return 'application/octet-stream';
  }
  if (format === 'XML') {
    return 'application/xml; charset=UTF-8';
  }
  return 'text/plain; charset=UTF-8';
}
