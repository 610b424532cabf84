#!/usr/bin/env node
/*
 * Says what has to be scanned: each scanner whose language or format is in the
 * repository and that scanners.json does not switch off. The workflow makes
 * its matrices from it.
 */
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { listFiles, readSettings } from './repository.mjs';
import { SCANNERS } from './scanners.mjs';

export function plan(files, { off }) {
  const isOn = name => !off.includes(name);
  const images = files
    .filter(path => /(^|\/)Dockerfile$/.test(path))
    .map(path => path.replace(/\/?Dockerfile$/, '') || '.');
  return {
    scanners: Object.entries(SCANNERS)
      .filter(([name, { present }]) => isOn(name) && present(files))
      .map(([name]) => name),
    images: isOn('trivy') || isOn('grype') ? images : [],
    languages: isOn('codeql')
      ? [
          ...(files.some(path => /\.[cm]?[jt]sx?$/.test(path))
            ? ['javascript-typescript']
            : []),
          ...(files.some(path => path.endsWith('.go')) ? ['go'] : []),
          ...(files.some(path => path.startsWith('.github/workflows/'))
            ? ['actions']
            : []),
        ]
      : [],
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const planned = plan(listFiles('.'), readSettings('.'));
  const lines = Object.entries(planned).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}\n`,
  );
  process.stdout.write(lines.join(''));
  if (process.env.GITHUB_OUTPUT) {
    appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
  }
}
