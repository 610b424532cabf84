import {
  experimentKinds,
  type ChaosStanding,
  type ChaosStandingNode,
  type ChaosStandingRef,
  type ExperimentKind,
} from '@shop-platform/backstage-plugin-chaos-common';
import { isMap, parseDocument, stringify } from 'yaml';
import { type Tone } from './runs';

type Phase = ChaosStandingNode['phase'];

export const PHASE_TONES: Record<Phase, Tone> = {
  waiting: 'quiet',
  running: 'busy',
  done: 'good',
  aborted: 'bad',
};

export function refOf({
  cluster,
  kind,
  namespace,
  name,
}: ChaosStandingRef): ChaosStandingRef {
  return { cluster, kind, namespace, name };
}

/** Those that start something next come first, then the others by name. */
export function inOrder(items: readonly ChaosStanding[]): ChaosStanding[] {
  const next = ({ nextRuns: [first] }: ChaosStanding) =>
    first === undefined ? Infinity : Date.parse(first);
  const earlier = (one: ChaosStanding, other: ChaosStanding) =>
    next(one) === next(other) ? 0 : next(one) - next(other);
  return items
    .slice()
    .sort(
      (one, other) =>
        earlier(one, other) ||
        one.name.localeCompare(other.name) ||
        one.cluster.localeCompare(other.cluster),
    );
}

/** A step and how deep it lies in the others. */
export type Step = { node: ChaosStandingNode; depth: number };

/** The steps of a Workflow, each behind the one that it is in. */
export function stepsOf(nodes: readonly ChaosStandingNode[]): Step[] {
  const names = new Set(nodes.map(({ name }) => name));
  const below = (parent: string | undefined, depth: number): Step[] =>
    nodes
      .filter(node =>
        parent === undefined
          ? node.parent === undefined || !names.has(node.parent)
          : node.parent === parent,
      )
      .flatMap(node => [
        { node, depth },
        // Deeper than any that people write: the nodes name each other.
        ...(depth < nodes.length ? below(node.name, depth + 1) : []),
      ]);
  return below(undefined, 0);
}

function isExperimentKind(kind: unknown): kind is ExperimentKind {
  return typeof kind === 'string' && Object.hasOwn(experimentKinds, kind);
}

/** How a Schedule names the spec of what it repeats; undefined for all else. */
function fieldOf(kind: unknown): string | undefined {
  if (kind === 'Workflow') {
    return 'workflow';
  }
  return isExperimentKind(kind) ? experimentKinds[kind].field : undefined;
}

/** Whether a text is an experiment or a Workflow, which can be repeated. */
export function isRepeatable(text: string): boolean {
  const document = parseDocument(text);
  return (
    document.errors.length === 0 &&
    isMap(document.contents) &&
    fieldOf(document.get('kind')) !== undefined
  );
}

/** An experiment or a Workflow again and again: the Schedule that starts it. */
export function asSchedule(text: string, cron: string): string {
  const object = parseObject(text);
  const field = isRecord(object) ? fieldOf(object.kind) : undefined;
  if (!isRecord(object) || field === undefined) {
    return text;
  }
  const { kind, metadata, spec } = object;
  return stringify({
    apiVersion: object.apiVersion,
    kind: 'Schedule',
    metadata,
    spec: {
      schedule: cron.trim(),
      concurrencyPolicy: 'Forbid',
      historyLimit: 5,
      type: kind,
      [field]: spec,
    },
  });
}

const MOST_LINES = 200;

/** A line of the outline of a Workflow. */
export type OutlineLine = {
  name: string;
  type: string;
  depth: number;
  deadline?: string;
};

/** What a Workflow would do, step by step, as it is written; empty for all else. */
export function outlineOf(text: string): OutlineLine[] {
  const object = parseObject(text);
  if (
    !isRecord(object) ||
    object.kind !== 'Workflow' ||
    !isRecord(object.spec) ||
    !Array.isArray(object.spec.templates)
  ) {
    return [];
  }
  const templates = new Map(
    object.spec.templates
      .filter(isRecord)
      .map(template => [textOf(template.name), template]),
  );
  let left = MOST_LINES;
  const linesOf = (name: string, depth: number): OutlineLine[] => {
    // Steps that share steps would be written out again and again.
    if (left === 0) {
      return [];
    }
    left -= 1;
    const template = templates.get(name);
    if (!template) {
      return [{ name, type: '', depth }];
    }
    const { deadline } = template;
    const inside =
      // One that is in itself would never end.
      depth < templates.size
        ? nextOf(template).flatMap(next => linesOf(next, depth + 1))
        : [];
    return [
      {
        name,
        type: textOf(template.templateType),
        depth,
        ...(deadline ? { deadline: textOf(deadline) } : {}),
      },
      ...inside,
    ];
  };
  return linesOf(textOf(object.spec.entry), 0);
}

/** The steps that are in one, and those that a task may lead to. */
function nextOf({
  children,
  conditionalBranches,
}: Record<string, unknown>): string[] {
  return [
    ...(Array.isArray(children) ? children.map(textOf) : []),
    ...(Array.isArray(conditionalBranches)
      ? conditionalBranches.filter(isRecord).map(each => textOf(each.target))
      : []),
  ];
}

/** What a text says; `undefined` while it is no YAML, or is aliases without end. */
function parseObject(text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return undefined;
  }
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
