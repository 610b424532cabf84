/** A mapping of a YAML or JSON document. */
export type JsonRecord = { [key: string]: unknown };

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The mappings at a path such as `spec/template/spec/volumes[]/secret`. What is
 * missing on the way is left out, or with `create` made.
 */
export function recordsAt(
  root: JsonRecord,
  path: string,
  { create = false }: { create?: boolean } = {},
): JsonRecord[] {
  let found = [root];
  for (const step of path.split('/')) {
    const key = step.replace(/\[\]$/, '');
    found = found.flatMap(record => {
      if (create && record[key] === undefined && key === step) {
        record[key] = {};
      }
      const value = record[key];
      const values = Array.isArray(value) ? value : [value];
      return values.filter(isRecord);
    });
  }
  return found;
}
