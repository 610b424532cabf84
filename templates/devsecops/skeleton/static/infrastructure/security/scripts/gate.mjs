#!/usr/bin/env node
/*
 * Decides: fails on a finding that is as severe as scanners.json says and that
 * exceptions.yaml does not excuse, on an exception that has expired, there or in
 * trivyignore.yaml, and on a scanner that was planned and did not report. Either file
 * may be deleted, and excuses nothing then.
 *
 *   node infrastructure/security/scripts/gate.mjs --reports <folder>
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { readSettings } from './repository.mjs';
import { readSarif, SEVERITIES } from './sarif.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What is so on purpose is looked at again once a year. */
const MAX_IGNORED_DAYS = 366;
const FIELDS = ['scanner', 'rule', 'path', 'reason', 'approvedBy', 'expires'];

/** What a file says by names; nothing where its owner has deleted it. */
function readNames(text = '') {
  try {
    const value = parse(text) ?? {};
    return typeof value === 'object' && !Array.isArray(value)
      ? { value }
      : { problem: 'is no YAML with names and what they stand for' };
  } catch (error) {
    const [message] = error.message.split(/:?\n/);
    return { problem: `is no YAML - ${message}` };
  }
}

/** The exceptions, and what is wrong with them. */
export function readExceptions(text, { today, maxExceptionDays }) {
  const { value, problem } = readNames(text);
  if (problem) {
    return { exceptions: [], problems: [problem] };
  }
  const entries = value.exceptions ?? [];
  if (!Array.isArray(entries)) {
    return { exceptions: [], problems: ['exceptions is not a list'] };
  }
  const problems = entries.flatMap((entry, index) => {
    const name = `exception ${index + 1} (${entry?.scanner} ${entry?.rule})`;
    const missing = [
      'scanner',
      'rule',
      'reason',
      'approvedBy',
      'expires',
    ].filter(
      field => typeof entry?.[field] !== 'string' || entry[field] === '',
    );
    const unknown = Object.keys(entry ?? {}).filter(
      field => !FIELDS.includes(field),
    );
    if (missing.length > 0 || unknown.length > 0) {
      return [
        ...missing.map(field => `${name} has no ${field}`),
        ...unknown.map(field => `${name} has an unknown field ${field}`),
      ];
    }
    const end = { name, expires: entry.expires, days: maxExceptionDays };
    return judgeEnd(end, today);
  });
  return { exceptions: entries.filter(Boolean), problems };
}

/** What is wrong with what Trivy is told to pass over. */
export function readIgnored(text, { today }) {
  const { value, problem } = readNames(text);
  if (problem) {
    return [problem];
  }
  return Object.entries(value).flatMap(([kind, entries]) =>
    (Array.isArray(entries) ? entries : [undefined]).flatMap(entry => {
      const name = `${entry?.id} of ${kind}`;
      const missing = ['id', 'statement', 'expired_at'].filter(
        field => typeof entry?.[field] !== 'string' || entry[field] === '',
      );
      const end = { name, expires: entry?.expired_at, days: MAX_IGNORED_DAYS };
      return missing.length > 0
        ? missing.map(field => `${name} has no ${field}`)
        : judgeEnd(end, today);
    }),
  );
}

/** What is wrong with the day on which an exception ends. */
function judgeEnd({ name, expires, days }, today) {
  if (!isDate(expires)) {
    return [`${name} expires on ${expires}, which is no date`];
  }
  if (expires < today) {
    return [`${name} expired on ${expires}`];
  }
  const latest = new Date(Date.parse(today) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return expires > latest ? [`${name} is for longer than ${days} days`] : [];
}

/** What fails the build, what is excused, and which exceptions excuse nothing. */
export function decide({ findings, exceptions, failOn }) {
  const least = SEVERITIES.indexOf(failOn);
  const severe = findings.filter(
    ({ severity }) => SEVERITIES.indexOf(severity) >= least,
  );
  const excuses = finding =>
    exceptions.find(
      ({ scanner, rule, path }) =>
        scanner === finding.scanner &&
        rule === finding.rule &&
        (path === undefined || path === finding.path),
    );
  const used = new Set(findings.map(excuses));
  return {
    failures: severe.filter(finding => !excuses(finding)),
    excused: severe.filter(excuses),
    unused: exceptions.filter(exception => !used.has(exception)),
  };
}

/** All findings of a folder of reports, each with the scanner that has it. */
export function readReports(folder) {
  const names = existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .map(String)
        .filter(name => /\.sarif$/.test(name) && !/\.raw\b/.test(name))
        .sort()
    : [];
  return names.map(name => {
    const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const scanner = scannerOf(report);
    return {
      scanner,
      findings: readSarif(report).map(finding => ({ scanner, ...finding })),
    };
  });
}

/** `trivy-core` is trivy's report on the image of core. */
function scannerOf({ runs }) {
  const name = runs?.[0]?.tool?.driver?.name ?? 'unknown';
  return name.toLowerCase() === 'codeql'
    ? 'codeql'
    : /^(trivy|grype)-/.exec(name)?.[1] ?? name;
}

function isDate(text) {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text)
  );
}

function main() {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      reports: { type: 'string' },
      planned: { type: 'string', default: '[]' },
      today: {
        type: 'string',
        default: new Date().toISOString().slice(0, 10),
      },
    },
  });
  const settings = readSettings(values.root);
  const read = name => {
    const path = join(values.root, 'infrastructure/security', name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  const limits = { ...settings, today: values.today };
  const { exceptions, problems } = readExceptions(
    read('exceptions.yaml'),
    limits,
  );
  const ignored = readIgnored(read('trivyignore.yaml'), limits);
  const reports = values.reports ? readReports(values.reports) : [];
  const silent = JSON.parse(values.planned).filter(
    name => !reports.some(({ scanner }) => scanner === name),
  );
  const { failures, excused, unused } = decide({
    findings: reports.flatMap(({ findings }) => findings),
    exceptions,
    failOn: settings.failOn,
  });

  const lines = [
    ...problems.map(problem => `- exceptions.yaml: ${problem}`),
    ...ignored.map(problem => `- trivyignore.yaml: ${problem}`),
    ...silent.map(name => `- ${name} did not report`),
    ...failures.map(
      ({ scanner, severity, rule, path, line, message }) =>
        `- ${severity}: ${scanner} ${rule} in ${path}:${line} - ${
          message.split('\n')[0]
        }`,
    ),
  ];
  const summary = [
    `${reports.length} reports, ${failures.length} findings to fix, ${excused.length} excused.`,
    ...lines,
    // Not a failure: a scanner may be off today.
    ...unused.map(
      ({ scanner, rule }) =>
        `- The exception for ${scanner} ${rule} excuses nothing`,
    ),
  ].join('\n');
  console.log(summary);
  if (process.env.GITHUB_STEP_SUMMARY) {
    appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${summary}\n`);
  }
  process.exitCode = lines.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main();
}
