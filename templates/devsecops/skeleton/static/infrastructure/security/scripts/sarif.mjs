/*
 * Every scanner's report becomes the same list of findings, and the findings
 * become one SARIF run, which GitHub's code scanning shows and the gate reads.
 */
import { posix } from 'node:path';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'];

const SCORES = { low: '2.0', medium: '5.5', high: '8.0', critical: '9.5' };
const LEVELS = {
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** The findings of a SARIF report, with paths below the repository's root. */
export function readSarif(report, { strip = [], prefix = '' } = {}) {
  return (report.runs ?? []).flatMap(run => {
    const components = [run.tool?.driver, ...(run.tool?.extensions ?? [])];
    const rules = new Map(
      components.flatMap(part =>
        (part?.rules ?? []).map(rule => [rule.id, rule]),
      ),
    );
    return (run.results ?? [])
      .filter(({ suppressions = [] }) => suppressions.length === 0)
      .map(result => {
        const rule = rules.get(result.ruleId);
        const place = result.locations?.[0]?.physicalLocation;
        return {
          rule: result.ruleId ?? 'unknown',
          message: result.message?.text ?? rule?.shortDescription?.text ?? '',
          help: rule?.helpUri,
          severity: severityOf(result, rule),
          path: relative(place?.artifactLocation?.uri ?? '', strip, prefix),
          line: Math.max(1, place?.region?.startLine ?? 1),
        };
      });
  });
}

export function severityOf(result, rule) {
  const score = Number(
    result.properties?.['security-severity'] ??
      rule?.properties?.['security-severity'],
  );
  if (Number.isFinite(score) && score > 0) {
    return fromScore(score);
  }
  const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  return { error: 'high', warning: 'medium' }[level] ?? 'low';
}

export function fromScore(score) {
  if (score >= 9) {
    return 'critical';
  }
  if (score >= 7) {
    return 'high';
  }
  return score >= 4 ? 'medium' : 'low';
}

/** The path in the repository, whatever a scanner made of it. */
export function relative(uri, strip = [], prefix = '') {
  let path = decodeURIComponent(uri).replace(/^file:\/\//, '');
  for (const folder of strip) {
    if (path.startsWith(`${folder}/`)) {
      return posix.normalize(path.slice(folder.length + 1));
    }
  }
  path = path.replace(/^(\.\/|\/)+/, '');
  return path === '' ? '.' : posix.join(prefix, path);
}

/** One run, with each rule once: code scanning refuses a second of the same tool. */
export function writeSarif(scanner, findings) {
  const rules = new Map();
  for (const { rule, message, help, severity } of findings) {
    rules.set(rule, {
      id: rule,
      shortDescription: { text: message.split('\n')[0].slice(0, 200) || rule },
      ...(help ? { helpUri: help } : {}),
      properties: { tags: ['security'], 'security-severity': SCORES[severity] },
    });
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: scanner, rules: [...rules.values()] } },
        results: findings.map(({ rule, message, severity, path, line }) => ({
          ruleId: rule,
          level: LEVELS[severity],
          message: { text: message || rule },
          properties: { 'security-severity': SCORES[severity] },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                region: { startLine: line },
              },
            },
          ],
        })),
      },
    ],
  };
}
