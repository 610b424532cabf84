import { posix } from 'node:path';
import { z } from 'zod';
import { Finding, RenderedFiles } from '../types';
import { readDocuments, YamlDocument } from './documents';
import { readExpressions, readGrafanaDashboards } from './grafanaDashboards';
import { OWN_METRICS } from './prometheusExporters';
import { readUnknownLabels } from './prometheusLabels';
import { readPromql } from './prometheusPromql';
import { readTargets } from './prometheusTargets';

/** One that records, or one that alerts. */
const ruleSchema = z.looseObject({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.coerce.string(),
  for: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
});

const rulesSchema = z.looseObject({
  kind: z.literal('PrometheusRule'),
  spec: z.looseObject({
    groups: z.array(
      z.looseObject({ name: z.string(), rules: z.array(ruleSchema) }),
    ),
  }),
});

const testsSchema = z.looseObject({
  rule_files: z.array(z.string()),
  tests: z.array(
    z.looseObject({
      alert_rule_test: z
        .array(
          z.looseObject({
            alertname: z.string(),
            exp_alerts: z.array(z.unknown()).default([]),
          }),
        )
        .default([]),
    }),
  ),
});

const autoscalerSchema = z.looseObject({
  kind: z.literal('HorizontalPodAutoscaler'),
  spec: z.looseObject({
    metrics: z
      .array(
        z.looseObject({
          pods: metricSchema().optional(),
          object: metricSchema().optional(),
          external: metricSchema().optional(),
        }),
      )
      .default([]),
  }),
});

function metricSchema() {
  return z.looseObject({ metric: z.looseObject({ name: z.string() }) });
}

type Rule = z.infer<typeof ruleSchema>;

/** An expression, or a name that stands for one, and who reads it. */
export type Reader = { place: () => string; of: string; expression: string };

/**
 * Rules and dashboards are PromQL. Where Prometheus itself is rendered, every
 * metric that they or an autoscaler name comes from something that is rendered
 * and asked, and each alert has a run book and tests.
 */
export function checkPrometheus(rendered: RenderedFiles): Finding[] {
  const { documents } = readDocuments(rendered);
  const rules = documents.flatMap(readRules);
  const readers = readReaders(rendered);
  const findings = readers.flatMap(({ place, of, expression }) =>
    readPromql(expression).problems.map(problem => ({
      where: place(),
      message: `${of}: ${problem}`,
    })),
  );
  if (!documents.some(isPrometheus)) {
    return findings;
  }
  const targets = readTargets(rendered);
  const isUnknown = readUnknownLabels(rendered);
  const known = new Set([
    ...OWN_METRICS,
    ...targets.metrics,
    ...readRecorded(rendered),
  ]);
  return [
    ...findings,
    ...targets.findings,
    ...[...readers, ...readAutoscalers(rendered)].flatMap(reader =>
      checkMetrics(reader, known),
    ),
    ...readers.flatMap(reader => checkLabels(reader, isUnknown)),
    ...rules.flatMap(({ place, rule }) =>
      checkAlert(rule, rendered, documents).map(message => ({
        where: place(),
        message: `${nameOf(rule)}: ${message}`,
      })),
    ),
    ...documents.flatMap(document => checkRuleFiles(document, rendered)),
  ];
}

/** The expressions of rules and of Grafana's dashboards. */
export function readReaders(rendered: RenderedFiles): Reader[] {
  return [
    ...readDocuments(rendered)
      .documents.flatMap(readRules)
      .map(({ place, rule }) => ({
        place,
        of: nameOf(rule),
        expression: rule.expr,
      })),
    ...readGrafanaDashboards(rendered).dashboards.flatMap(found =>
      readExpressions(found).map(({ of, expression, keys }) => ({
        place: () => found.at(keys),
        of,
        expression,
      })),
    ),
  ];
}

/** The metrics by which autoscalers scale. */
export function readAutoscalers(rendered: RenderedFiles): Reader[] {
  return readDocuments(rendered).documents.flatMap(readAutoscaler);
}

/** The metrics that rules make of others. */
export function readRecorded(rendered: RenderedFiles): string[] {
  return readDocuments(rendered)
    .documents.flatMap(readRules)
    .flatMap(({ rule }) => rule.record ?? []);
}

function isPrometheus({ value }: YamlDocument): boolean {
  return z
    .looseObject({
      apiVersion: z.literal('monitoring.coreos.com/v1'),
      kind: z.literal('Prometheus'),
    })
    .safeParse(value).success;
}

function nameOf(rule: Rule): string {
  return rule.alert ?? rule.record ?? 'A rule';
}

function readRules({ value, at }: YamlDocument) {
  const { data } = rulesSchema.safeParse(value);
  return (data?.spec.groups ?? []).flatMap((group, index) =>
    group.rules.map((rule, position) => ({
      place: () => at(['spec', 'groups', index, 'rules', position]),
      rule,
    })),
  );
}

function readAutoscaler({ value, at }: YamlDocument): Reader[] {
  const { data } = autoscalerSchema.safeParse(value);
  return (data?.spec.metrics ?? []).flatMap(
    ({ pods, object, external }, index) =>
      [pods ?? object ?? external ?? []].flat().map(({ metric }) => ({
        place: () => at(['spec', 'metrics', index]),
        of: 'The autoscaler',
        expression: metric.name,
      })),
  );
}

function checkMetrics(
  { place, of, expression }: Reader,
  known: ReadonlySet<string>,
): Finding[] {
  return readPromql(expression)
    .metrics.filter(name => !known.has(name))
    .map(name => ({
      where: place(),
      message: `${of}: nothing that is rendered and asked exports ${name}`,
    }));
}

function checkLabels(
  { place, of, expression }: Reader,
  isUnknown: ReturnType<typeof readUnknownLabels>,
): Finding[] {
  const labels = readPromql(expression).labels.filter(isUnknown);
  return [
    ...new Set(
      labels.map(
        ({ label, metrics }) =>
          `${of}: ${[...new Set(metrics)].join(
            ', ',
          )} has no label ${label}, and nothing gives it one`,
      ),
    ),
  ].map(message => ({ where: place(), message }));
}

function checkAlert(
  rule: Rule,
  { files }: RenderedFiles,
  documents: readonly YamlDocument[],
): string[] {
  if (rule.alert === undefined) {
    return [];
  }
  const { annotations, labels } = rule;
  const page = `runbooks/${posix.basename(annotations.runbook_url ?? '')}`;
  const tests = documents
    .flatMap(({ value }) => testsSchema.safeParse(value).data?.tests ?? [])
    .flatMap(test => test.alert_rule_test)
    .filter(({ alertname }) => alertname === rule.alert);
  return [
    ...(rule.for === undefined ? ['for is missing'] : []),
    ...(labels.severity === undefined ? ['The severity is missing'] : []),
    ...['summary', 'description', 'runbook_url']
      .filter(name => !annotations[name])
      .map(name => `The annotation ${name} is missing`),
    ...(annotations.runbook_url &&
    !files.some(({ path }) => path.endsWith(`/${page}`))
      ? [`${page} is no page that is rendered`]
      : []),
    ...(tests.some(({ exp_alerts: alerts }) => alerts.length > 0)
      ? []
      : ['No test makes it fire']),
    ...(tests.some(({ exp_alerts: alerts }) => alerts.length === 0)
      ? []
      : ['No test keeps it silent']),
  ];
}

/** Tests lie beside a copy of the rules, which are named like the manifests. */
function checkRuleFiles(
  { path, value, at }: YamlDocument,
  { files }: RenderedFiles,
): Finding[] {
  const parent = posix.dirname(posix.dirname(path));
  return (testsSchema.safeParse(value).data?.rule_files ?? []).flatMap(
    (name, index) =>
      files.some(file => file.path === posix.join(parent, name))
        ? []
        : [
            {
              where: at(['rule_files', index]),
              message: `${name} is tested and not rendered`,
            },
          ],
  );
}
