import { type OtlpAttributes, type OtlpValue } from '../client/schemas';

/** Attributes as text, as OpenTelemetry's exporters write them. */
export function toAttributes(
  attributes: OtlpAttributes,
): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value ? toText(value) : '']),
  );
}

function toText(value: OtlpValue): string {
  return value.stringValue ?? value.bytesValue ?? toJson(value) ?? '';
}

/** JSON by hand, because JSON.stringify knows no integers of 64 bits. */
function toJson(value: OtlpValue): string | undefined {
  const { arrayValue, kvlistValue } = value;
  const quoted = value.stringValue ?? value.bytesValue;
  if (quoted !== undefined) {
    return JSON.stringify(quoted);
  }
  if (arrayValue) {
    const items = arrayValue.values.map(item => toJson(item) ?? 'null');
    return `[${items.join(',')}]`;
  }
  if (kvlistValue) {
    const members = kvlistValue.values.map(
      ({ key, value: item }) =>
        `${JSON.stringify(key)}:${(item && toJson(item)) ?? 'null'}`,
    );
    return `{${members.sort().join(',')}}`;
  }
  return value.intValue ?? (value.boolValue ?? value.doubleValue)?.toString();
}
