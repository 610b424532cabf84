#!/usr/bin/env node
/*
 * Runs one scanner over the repository and writes <out>/<scanner>.sarif.
 *
 *   node infrastructure/security/scripts/scan.mjs gitleaks --out /tmp/reports
 *
 * A tool runs as the image, module or archive that tools.json pins. With --tools, the
 * folder's programs are taken instead. --offline leaves out what asks others.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { listFiles, readSettings } from './repository.mjs';
import { writeSarif } from './sarif.mjs';
import { IMAGE_SCANNERS, SCANNERS } from './scanners.mjs';
import { Toolbox } from './toolbox.mjs';

const MANIFESTS = 'manifests';

export async function scan(name, options) {
  const root = resolve(options.root ?? '.');
  const out = resolve(options.out);
  mkdirSync(out, { recursive: true });
  const toolbox = new Toolbox({ root, out, tools: options.tools });
  const { src, out: seenOut } = toolbox.foldersOf(name);

  const context = {
    root,
    src,
    out: seenOut,
    strip: [src, root],
    files: listFiles(root),
    settings: readSettings(root),
    online: !options.offline,
    hasHistory: existsSync(join(root, '.git')) && !options.files,
    archive: options.image,
    run: (program, args, extra) => toolbox.run(program, args, extra),
    fetchRules: () => toolbox.fetchRules(name),
    readJson: path => JSON.parse(readFileSync(join(out, path), 'utf8')),
    /** Copies of these files alone: some tools take everything in a folder. */
    stage(paths) {
      rmSync(join(out, MANIFESTS), { recursive: true, force: true });
      for (const path of paths) {
        mkdirSync(dirname(join(out, MANIFESTS, path)), { recursive: true });
        cpSync(join(root, path), join(out, MANIFESTS, path));
      }
      return { folder: `${seenOut}/${MANIFESTS}`, paths };
    },
  };
  const run = options.image ? IMAGE_SCANNERS[name] : SCANNERS[name]?.scan;
  if (!run) {
    throw new Error(`There is no scanner ${name}`);
  }
  const findings = await run(context);
  const label = options.label ? `${name}-${options.label}` : name;
  writeFileSync(
    join(out, `${label}.sarif`),
    `${JSON.stringify(writeSarif(label, findings), undefined, 2)}\n`,
  );
  return findings;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string', default: '.' },
      out: { type: 'string' },
      tools: { type: 'string' },
      offline: { type: 'boolean', default: false },
      // The files as they are, without the history.
      files: { type: 'boolean', default: false },
      image: { type: 'string' },
      label: { type: 'string' },
    },
  });
  if (positionals.length !== 1 || !values.out) {
    throw new Error('usage: scan.mjs <scanner> --out <folder>');
  }
  const findings = await scan(positionals[0], values);
  for (const { severity, rule, path, line, message } of findings) {
    console.log(
      `${severity} ${rule} ${path}:${line} ${message.split('\n')[0]}`,
    );
  }
  console.log(`${positionals[0]}: ${findings.length} findings`);
}
