import { experimentKinds } from '@shop-platform/backstage-plugin-chaos-common';
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';
import { isExperimentKind, type SpecPlace } from './form';

/** Why a text is no YAML, and where. */
export type ManifestProblem = { message: string; line: number };

/** An experiment as text: where its spec stands, or why nobody can read it. */
export type ReadManifest =
  | { problem: ManifestProblem }
  | {
      /** Of one that has a form: not of a Workflow, which is many. */
      place?: SpecPlace;
      duration?: string;
      /** A change of one place would change it wherever its alias is. */
      hasAliases: boolean;
    };

/** Its first line; the picture of the place below it is for terminals. */
function firstLineOf(message: string): string {
  return message.split('\n', 1).join('').replace(/:$/, '');
}

function hasAliases(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** An experiment alone, or the one that a Schedule starts. */
function placeIn(document: Document): SpecPlace | undefined {
  const kind: unknown = document.getIn(['kind']);
  const type: unknown = document.getIn(['spec', 'type']);
  const held = kind === 'Schedule' ? type : kind;
  if (!isExperimentKind(held)) {
    return undefined;
  }
  const path =
    kind === 'Schedule' ? ['spec', experimentKinds[held].field] : ['spec'];
  const spec: unknown = document.getIn(path, true);
  const canHold =
    spec === undefined ||
    isMap(spec) ||
    isAlias(spec) ||
    (isScalar(spec) && spec.value === null);
  return canHold ? { kind: held, path } : undefined;
}

/** Reads what the form and the page need to know. */
export function readManifest(text: string): ReadManifest {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    return { problem: { message: firstLineOf(error.message), line } };
  }
  if (!isCollection(document.contents)) {
    return { hasAliases: false };
  }
  const place = placeIn(document);
  const duration: unknown =
    place && document.getIn([...place.path, 'duration']);
  return {
    hasAliases: hasAliases(document),
    ...(place ? { place } : {}),
    ...(typeof duration === 'string' && duration ? { duration } : {}),
  };
}
