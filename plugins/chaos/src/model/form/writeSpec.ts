import {
  isCollection,
  isMap,
  isScalar,
  parseDocument,
  stringify,
  type Document,
} from 'yaml';
import { printYaml } from '../printYaml';
import { enteredValue } from './fieldText';
import { choicesOf, kindForms } from './kindForms';
import {
  takesValue,
  type FormField,
  type SpecPlace,
  type YamlPath,
} from './specForm';

const parentOf = (path: YamlPath) => path.slice(0, -1);

/** Makes the maps and lists around a place, also where nothing but `key:` stands. */
function makeRoom(document: Document, path: YamlPath): boolean {
  for (let length = 1; length < path.length; length += 1) {
    const around = path.slice(0, length);
    const node: unknown = document.getIn(around, true);
    const isNothing =
      node === undefined || (isScalar(node) && node.value === null);
    if (isNothing) {
      document.setIn(
        around,
        document.createNode(typeof path[length] === 'number' ? [] : {}),
      );
    } else if (!isCollection(node)) {
      return false;
    }
  }
  return true;
}

/** Writes over what is there, so that its comment and its brackets stay. */
function put(document: Document, path: YamlPath, value: unknown): void {
  if (!makeRoom(document, path)) {
    return;
  }
  const there: unknown = document.getIn(path, true);
  if (isScalar(there) && (typeof value !== 'object' || value === null)) {
    if (/^["']/.test(stringify(there.value))) {
      // The quotes were for what it was, such as the first digit of `20ms`.
      delete there.type;
    }
    there.value = value;
    return;
  }
  const node = document.createNode(value);
  if (isCollection(there) && isCollection(node)) {
    node.flow = there.flow;
    node.comment = there.comment;
    node.commentBefore = there.commentBefore;
  }
  document.setIn(path, node);
}

/** Takes a field out, and the maps that hold nothing then, up to the spec. */
function takeOut(document: Document, path: YamlPath, place: SpecPlace): void {
  if (!document.hasIn(path)) {
    return;
  }
  document.deleteIn(path);
  const around = parentOf(path);
  const left: unknown = document.getIn(around, true);
  const [name, ...deeper] = around.slice(place.path.length);
  const isInList = typeof around[around.length - 1] === 'number';
  // An experiment has to have a selector, if an empty one.
  const isNeeded =
    name === undefined || (name === 'selector' && !deeper.length);
  if (isMap(left) && left.items.length === 0 && !isInList && !isNeeded) {
    takeOut(document, around, place);
  }
}

/** What goes with a choice comes with it, and what goes with another goes. */
function follow(document: Document, place: SpecPlace, choice: string): void {
  const { only = {}, begin = {}, resets = [] } = kindForms[place.kind];
  const at = (id: string) => [...place.path, ...id.split('.')];
  const gone = Object.entries(only)
    .filter(([, values]) => !values.includes(choice))
    .map(([id]) => id);
  for (const id of [...gone, ...resets]) {
    takeOut(document, at(id), place);
  }
  for (const [id, value] of Object.entries(begin[choice] ?? {})) {
    if (!place.omit?.includes(id) && !document.hasIn(at(id))) {
      put(document, at(id), value);
    }
  }
}

/** Changes a text that can be read; any other stays. */
function change(text: string, edit: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isCollection(document.contents)) {
    return text;
  }
  edit(document);
  return printYaml(document, text);
}

/**
 * The text with one field changed. Comments, the order, and fields that the
 * form does not know stay; an empty text takes the field out.
 */
export function writeField(
  text: string,
  place: SpecPlace,
  field: Pick<FormField, 'id' | 'path' | 'schema'>,
  entered: string,
): string {
  const { id, path, schema } = field;
  return change(text, document => {
    const before: unknown = document.getIn(path);
    const value = enteredValue(schema, entered);
    if (value === undefined) {
      takeOut(document, path, place);
    } else {
      put(document, path, value);
    }
    // Mode and value go together.
    if (/(^|\.)mode$/.test(id) && !takesValue(value)) {
      takeOut(document, [...parentOf(path), 'value'], place);
    }
    if (id === kindForms[place.kind].by && value !== before) {
      follow(document, place, entered);
    }
  });
}

/** The text with another entry in a list of groups, in which what it needs is empty. */
export function addEntry(
  text: string,
  { id, path, schema, entries }: FormField,
): string {
  const entry = Object.fromEntries(
    (schema.items?.required ?? []).map(name => [
      name,
      choicesOf(`${id}.${name}`)?.[0] ?? '',
    ]),
  );
  return change(text, document =>
    put(document, [...path, entries.length], entry),
  );
}

/** The text without one entry of a list of groups, and without the list behind the last. */
export function removeEntry(
  text: string,
  place: SpecPlace,
  { path, entries }: FormField,
  index: number,
): string {
  return change(text, document =>
    takeOut(document, entries.length > 1 ? [...path, index] : path, place),
  );
}
