/* Reports of the scanners that write no SARIF, as findings. */
import { relative } from './sarif.mjs';

const NPM = { critical: 'critical', high: 'high', moderate: 'medium' };

/** `npm audit --json`: one finding for each advisory of a package. */
export function readNpmAudit(report, folder) {
  if (report.error) {
    throw new Error(
      `npm audit: ${report.error.summary || report.message || 'no answer'}`,
    );
  }
  const path =
    folder === '.' ? 'package-lock.json' : `${folder}/package-lock.json`;
  return Object.values(report.vulnerabilities ?? {}).flatMap(({ via = [] }) =>
    via
      .filter(advisory => typeof advisory === 'object')
      .map(({ url, name, title, severity, range }) => ({
        rule: url?.split('/').pop() ?? `npm-${name}`,
        message: `${name} ${range}: ${title}`,
        help: url,
        severity: NPM[severity] ?? 'low',
        path,
        line: 1,
      })),
  );
}

/** An address whose password is a variable, or stands for one as in an example. */
const EXAMPLE =
  /^\w+:\/\/[^:@/\s]*:(password|secret|\$[a-z_]+|\$[A-Z_]+|\$?\{\w+\})@/;

/**
 * TruffleHog's lines of JSON. The secret itself stays out of the report. Examples of an
 * address, which it takes for credentials, are no more than a note unless they work.
 */
export function readTruffleHog(text, strip) {
  return parseLines(text)
    .filter(({ DetectorName }) => DetectorName)
    .map(({ DetectorName, Verified, Raw = '', SourceMetadata }) => {
      const { Git, Filesystem } = SourceMetadata?.Data ?? {};
      const { file = '', line = 1 } = Git ?? Filesystem ?? {};
      return {
        rule: DetectorName,
        message: Verified
          ? `A ${DetectorName} credential that works`
          : `What looks like a ${DetectorName} credential`,
        severity: Verified || !EXAMPLE.test(Raw) ? 'critical' : 'low',
        path: relative(file, strip),
        line: Math.max(1, line),
      };
    });
}

/**
 * gosec leaves out what it cannot load, and ends well: without the modules that the
 * code needs it finds nothing at all.
 */
export function refuseUnread(report, folder) {
  // Where there is nothing to list, Go writes null.
  const unread = Object.entries(report['Golang errors'] ?? {}).flatMap(
    ([path, errors]) =>
      (errors ?? [])
        .slice(0, 1)
        .map(({ line, error }) => `${path}:${line}: ${error}`),
  );
  if (unread.length > 0) {
    throw new Error(
      `gosec could not read ${unread.length} files of ${folder}, first ${unread[0]}`,
    );
  }
}

/** Kubesec's scores: what is critical, and what it would advise. */
export function readKubesec(report, path) {
  return report.flatMap(({ object, valid, message, scoring = {} }) => [
    ...(valid === false
      ? [
          {
            rule: 'invalid',
            message: `${object}: ${message}`,
            severity: 'medium',
            path,
            line: 1,
          },
        ]
      : []),
    ...(scoring.critical ?? []).map(({ id, reason, selector }) => ({
      rule: id,
      message: `${object}: ${reason} (${selector})`,
      severity: 'high',
      path,
      line: 1,
    })),
    ...(scoring.advise ?? []).map(({ id, reason, selector }) => ({
      rule: id,
      message: `${object}: ${reason} (${selector})`,
      severity: 'low',
      path,
      line: 1,
    })),
  ]);
}

const POLARIS = { danger: 'high', warning: 'medium' };

/** Polaris names objects and not files: `places` says where each one is. */
export function readPolaris(report, places) {
  return (report.Results ?? []).flatMap(
    ({ Kind, Name, Results, PodResult }) => {
      const path = places.get(`${Kind}/${Name}`) ?? '.';
      const groups = [
        Results,
        PodResult?.Results,
        ...(PodResult?.ContainerResults ?? []).map(
          container => container.Results,
        ),
      ];
      return groups
        .flatMap(group => Object.values(group ?? {}))
        .filter(({ Success, Severity }) => !Success && Severity !== 'ignore')
        .map(({ ID, Message, Severity }) => ({
          rule: ID,
          message: `${Kind} ${Name}: ${Message}`,
          severity: POLARIS[Severity] ?? 'low',
          path,
          line: 1,
        }));
    },
  );
}

function parseLines(text) {
  return text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
}
