import { shapeOf, type FormSchema } from './FormSchema';

/** Why what stands at a field does not fit there. */
export type FieldProblem =
  | { reason: 'required' | 'integer' | 'pattern' | 'text' | 'choice' | 'shape' }
  | { reason: 'range'; from: number; to: number };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As one writes it in a line; undefined for what takes more than that. */
function inLine(value: unknown): string | undefined {
  const isPlain =
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  const text = isPlain ? String(value) : '\n';
  return text.includes('\n') ? undefined : text;
}

/** All of them, or nothing: what cannot be shown must not be overwritten. */
function together(
  lines: readonly (string | undefined)[],
  separator: string,
): string | undefined {
  const known = lines.filter(line => line !== undefined);
  return known.length === lines.length ? known.join(separator) : undefined;
}

function namedLine(name: unknown, value: unknown): string | undefined {
  const key = inLine(name);
  const text = inLine(value);
  return key === undefined || text === undefined || key.includes('=')
    ? undefined
    : `${key}=${text}`;
}

function listLine(name: string, value: unknown): string | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const parts = value.map(inLine);
  return parts.some(part => part?.includes(','))
    ? undefined
    : namedLine(name, together(parts, ', '));
}

function linesOf(schema: FormSchema, value: unknown): string | undefined {
  switch (shapeOf(schema)) {
    case 'lines':
      return Array.isArray(value)
        ? together(value.map(inLine), '\n')
        : undefined;
    case 'pairs':
      return Array.isArray(value)
        ? together(
            value.map((pair: unknown) =>
              Array.isArray(pair) && pair.length === 2
                ? namedLine(pair[0], pair[1])
                : undefined,
            ),
            '\n',
          )
        : undefined;
    case 'map':
      return isRecord(value)
        ? together(
            Object.entries(value).map(([name, each]) => namedLine(name, each)),
            '\n',
          )
        : undefined;
    default:
      return isRecord(value)
        ? together(
            Object.entries(value).map(([name, each]) => listLine(name, each)),
            '\n',
          )
        : undefined;
  }
}

/**
 * A value as the form shows it, empty where there is none; undefined where the
 * form has no way to show it.
 */
export function shownText(
  schema: FormSchema,
  value: unknown,
): string | undefined {
  if (value === undefined || value === null) {
    return '';
  }
  switch (shapeOf(schema)) {
    case 'flag':
      // A switch shows nothing else.
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'choice':
    case 'integer':
    case 'text':
      return inLine(value);
    default:
      return linesOf(schema, value);
  }
}

const split = (text: string, by: string): string[] =>
  text
    .split(by)
    .map(part => part.trim())
    .filter(part => part !== '');

function named(line: string): [name: string, value: string] {
  const [name, ...rest] = line.split('=');
  return [name.trim(), rest.join('=').trim()];
}

/** What was entered as a value; undefined takes the field out. */
export function enteredValue(schema: FormSchema, entered: string): unknown {
  const text = entered.trim();
  if (text === '') {
    return undefined;
  }
  const lines = split(entered, '\n');
  switch (shapeOf(schema)) {
    case 'flag':
      return text === 'true' ? true : undefined;
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'lines':
      return lines;
    case 'pairs':
      return lines.map(named);
    case 'map':
      return Object.fromEntries(lines.map(named));
    case 'lists':
      return Object.fromEntries(
        lines.map(named).map(([name, list]) => [name, split(list, ',')]),
      );
    default:
      return text;
  }
}

function problemOfNumber(
  { minimum = -Infinity, maximum = Infinity }: FormSchema,
  value: unknown,
): FieldProblem | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return { reason: 'integer' };
  }
  return value < minimum || value > maximum
    ? { reason: 'range', from: minimum, to: maximum }
    : undefined;
}

function problemOfText(
  { pattern }: FormSchema,
  value: unknown,
): FieldProblem | undefined {
  if (typeof value !== 'string') {
    return { reason: 'text' };
  }
  return pattern !== undefined && !new RegExp(pattern).test(value)
    ? { reason: 'pattern' }
    : undefined;
}

/** Everything in a list or a map that is no list or map itself. */
function leavesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leavesOf)
    : [value];
}

/** What keeps Chaos Mesh from taking a value. */
export function problemOf(
  schema: FormSchema,
  value: unknown,
  isRequired: boolean,
): FieldProblem | undefined {
  if (value === undefined || value === null) {
    return isRequired ? { reason: 'required' } : undefined;
  }
  const shape = shapeOf(schema);
  if (shape === 'group' || shape === 'groups') {
    // What is in it has problems of its own.
    return isRecord(value) === (shape === 'group') && typeof value === 'object'
      ? undefined
      : { reason: 'shape' };
  }
  if (shownText(schema, value) === undefined) {
    return { reason: 'shape' };
  }
  switch (shape) {
    case 'flag':
      return undefined;
    case 'integer':
      return problemOfNumber(schema, value);
    case 'choice':
      return schema.enum?.some(each => each === value)
        ? undefined
        : { reason: 'choice' };
    case 'text':
      return problemOfText(schema, value);
    default:
      return leavesOf(value).every(leaf => typeof leaf === 'string')
        ? undefined
        : { reason: 'text' };
  }
}
