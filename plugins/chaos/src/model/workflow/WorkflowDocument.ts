import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { printYaml } from '../printYaml';
import { type WorkflowProblem, type YamlPath } from './types';

/** Where the Workflow of an object stands, by its kind. */
function baseOf(document: Document): YamlPath | undefined {
  const at = (...path: string[]) => document.getIn(path);
  if (at('kind') === 'Workflow') {
    return ['spec'];
  }
  return at('kind') === 'Schedule' && at('spec', 'type') === 'Workflow'
    ? ['spec', 'workflow']
    : undefined;
}

/** Its first line; the picture of the place below it is for terminals. */
function firstLineOf(message: string): string {
  return message.split('\n', 1).join('').replace(/:$/, '');
}

/** The field in which a template names the steps inside, by its type. */
export type Slots = 'children' | 'conditionalBranches';

export function slotsOf(type: string): Slots | undefined {
  if (type === 'Serial' || type === 'Parallel') {
    return 'children';
  }
  return type === 'Task' ? 'conditionalBranches' : undefined;
}

/**
 * The YAML of a Workflow, or of a Schedule of one. What is changed in it is
 * changed in the nodes of the text, so comments, order and unknown fields stay.
 */
export class WorkflowDocument {
  private constructor(
    readonly document: Document,
    readonly base: YamlPath,
    readonly lines: LineCounter,
    readonly source: string,
  ) {}

  static parse(text: string): WorkflowDocument | WorkflowProblem {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const [error] = document.errors;
    if (error) {
      const line = error.linePos?.[0].line ?? 1;
      return { reason: 'syntax', message: firstLineOf(error.message), line };
    }
    const base = isCollection(document.contents) ? baseOf(document) : undefined;
    return base
      ? new WorkflowDocument(document, base, lines, text)
      : { reason: 'kind' };
  }

  /** A change of one node would change it wherever its alias is. */
  hasAliases(): boolean {
    let found = false;
    visit(this.document, {
      Alias: () => {
        found = true;
        return visit.BREAK;
      },
    });
    return found;
  }

  /** The value of a field of the Workflow; undefined for aliases without end. */
  value(...path: YamlPath): unknown {
    const node: unknown = this.document.getIn([...this.base, ...path], true);
    if (!isCollection(node) && !isScalar(node) && !isAlias(node)) {
      return undefined;
    }
    try {
      return node.toJS(this.document, { maxAliasCount: 20 });
    } catch {
      return undefined;
    }
  }

  text(...path: YamlPath): string {
    const value = this.value(...path);
    return typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : '';
  }

  /** Writes a value over the scalar that is there, so that its comment stays. */
  set(path: YamlPath, value: unknown): void {
    const whole = [...this.base, ...path];
    const node: unknown = this.document.getIn(whole, true);
    if (isScalar(node) && typeof value !== 'object') {
      if (node.value === '') {
        // Quotes are for what is empty.
        delete node.type;
      }
      node.value = value;
    } else {
      this.document.setIn(whole, this.document.createNode(value));
    }
  }

  /** Takes a field out, and maps that hold nothing then. */
  delete(path: YamlPath): void {
    const whole = [...this.base, ...path];
    if (!this.document.hasIn(whole)) {
      return;
    }
    this.document.deleteIn(whole);
    const parent = whole.slice(0, -1);
    const left: unknown = this.document.getIn(parent, true);
    if (isMap(left) && left.items.length === 0 && path.length > 3) {
      this.delete(path.slice(0, -1));
    }
  }

  templates(): YAMLSeq | undefined {
    return this.#seq('templates');
  }

  /** The list of the steps inside a template; made where there is none. */
  slots(index: number, field: Slots): YAMLSeq {
    const path = ['templates', index, field];
    const there = this.#seq(...path);
    if (!there) {
      this.set(path, []);
    }
    const list = there ?? this.#seq(...path);
    if (!list) {
      throw new Error(`'${path.join('.')}' cannot be written`);
    }
    if (list.items.length === 0) {
      // Brackets are for a list that is empty.
      list.flow = false;
    }
    return list;
  }

  map(index: number): YAMLMap | undefined {
    const node: unknown = this.templates()?.items[index];
    return isMap(node) ? node : undefined;
  }

  #seq(...path: YamlPath): YAMLSeq | undefined {
    const node: unknown = this.document.getIn([...this.base, ...path], true);
    return isSeq(node) ? node : undefined;
  }

  /** The line of the deepest node on the way to a place. */
  lineOf(place: YamlPath): number | undefined {
    for (let length = place.length; length > 0; length -= 1) {
      const path = place.slice(0, length);
      const node: unknown = this.document.getIn(path, true);
      const range =
        isCollection(node) || isScalar(node) || isAlias(node)
          ? node.range
          : undefined;
      if (range) {
        return this.lines.linePos(range[0]).line;
      }
    }
    return undefined;
  }

  toString(): string {
    return printYaml(this.document, this.source);
  }
}
