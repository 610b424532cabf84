import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

/** What an expression of PromQL says. */
export type Promql = {
  problems: string[];
  /** The metrics that it reads. */
  metrics: string[];
};

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
        }
      }
    },
  });
  if (text.trim() === '') {
    problems.add('The expression is empty');
  }
  return { problems: [...problems], metrics: [...metrics] };
}

function readMetric(selector: SyntaxNode, text: string): string | undefined {
  const name = selector.getChild('Identifier');
  if (name) {
    return text.slice(name.from, name.to);
  }
  const source = text.slice(selector.from, selector.to);
  return /__name__\s*=\s*["']([\w:]+)["']/.exec(source)?.[1];
}
