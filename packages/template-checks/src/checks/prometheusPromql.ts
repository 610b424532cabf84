import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** What an expression of PromQL says. */
export type Promql = {
  problems: string[];
  /** The metrics that it reads. */
  metrics: string[];
  /** The labels that it asks of them. */
  labels: LabelUse[];
};

/** A label by which series are chosen or put together, and the metrics of which one has to have it. */
export type LabelUse = { label: string; metrics: string[] };

/** What gives series labels that their metrics do not have. */
const MAKES_LABELS = /\b(label_replace|label_join|count_values|info)\b/;

/** Grafana's own variables stand for durations; where others stand, any number will do. */
const VARIABLES: readonly [RegExp, string][] = [
  [/\$\{?__(rate_interval|interval|range)\}?/g, '5m'],
  [/\$\{?\w+(:\w+)?\}?/g, '1'],
];

/** An expression of a dashboard as Prometheus may get it. */
export function fillVariables(expression: string): string {
  return VARIABLES.reduce(
    (text, [variable, value]) => text.replace(variable, value),
    expression,
  );
}

/** Reads an expression: what is wrong with its syntax, and which metrics it names. */
export function readPromql(expression: string): Promql {
  const text = fillVariables(expression);
  const problems = new Set<string>();
  const metrics = new Set<string>();
  const labels: LabelUse[] = [];
  parser.parse(text).iterate({
    enter: ({ node, type }) => {
      if (type.isError) {
        const at = text.slice(Math.max(0, node.from - 20), node.to + 5);
        problems.add(`PromQL does not read on at: ${at.trim()}`);
      } else if (type.name === 'VectorSelector') {
        const name = readMetric(node, text);
        if (name === undefined) {
          problems.add(`No metric is named: ${text.slice(node.from, node.to)}`);
        } else {
          metrics.add(name);
          labels.push(
            ...readNames(node, 'LabelMatchers', text).map(label => ({
              label,
              metrics: [name],
            })),
          );
        }
      } else if (type.name === 'AggregateExpr') {
        labels.push(...readGrouping(node, text));
      }
    },
  });
  if (text.trim() === '') {
    problems.add('The expression is empty');
  }
  return { problems: [...problems], metrics: [...metrics], labels };
}

/** The labels by which an aggregation puts series together. */
function readGrouping(node: SyntaxNode, text: string): LabelUse[] {
  const modifier = node.getChild('AggregateModifier');
  if (
    !modifier?.getChild('By') ||
    MAKES_LABELS.test(text.slice(node.from, node.to))
  ) {
    return [];
  }
  const metrics: string[] = [];
  node.cursor().iterate(({ node: each, type }) => {
    if (type.name === 'VectorSelector') {
      metrics.push(readMetric(each, text) ?? '');
    }
  });
  return readNames(modifier, 'GroupingLabels', text).map(label => ({
    label,
    metrics,
  }));
}

/**
 * The names of labels in a part of a node, without those in quotes, and without those
 * that no series may have: `preview=""`.
 */
function readNames(node: SyntaxNode, part: string, text: string): string[] {
  const names: string[] = [];
  node
    .getChild(part)
    ?.cursor()
    .iterate(({ type, from, to }) => {
      if (
        type.name === 'LabelName' &&
        !/^\s*=\s*(""|'')/.test(text.slice(to))
      ) {
        names.push(text.slice(from, to));
      }
    });
  return names;
}

function readMetric(selector: SyntaxNode, text: string): string | undefined {
  const name = selector.getChild('Identifier');
  if (name) {
    return text.slice(name.from, name.to);
  }
  const source = text.slice(selector.from, selector.to);
  return /__name__\s*=\s*["']([\w:]+)["']/.exec(source)?.[1];
}
