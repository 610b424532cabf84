/*
 * What each scanner is asked, and how its answer is read. `src` is the
 * repository and `out` the folder of reports, as the tool sees them: below /
 * in a container, anywhere when it runs on this machine.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  readKubesec,
  readNpmAudit,
  readPolaris,
  readTruffleHog,
  refuseUnread,
} from './reports.mjs';
import { foldersWith, listWorkloads } from './repository.mjs';
import { readSarif } from './sarif.mjs';

const CONFIG = 'infrastructure/security';

/*
 * Checkov says how severe something is to customers of its maker alone. These
 * open the node, the network or the data to others; the rest is medium.
 */
const CHECKOV_HIGH = new Set([
  // Privileged containers, the node's namespaces, its container runtime.
  ...[16, 17, 18, 19, 20, 23, 27, 39].map(number => `CKV_K8S_${number}`),
  // Open to the whole internet: SSH, RDP, databases, buckets, clusters.
  ...[2, 3, 11, 28, 60, 88].map(number => `CKV_GCP_${number}`),
  // Images that run as root, or switch certificates off.
  ...['CKV_DOCKER_3', 'CKV_DOCKER_8', 'CKV2_DOCKER_2', 'CKV2_DOCKER_3'],
  // Workflows that run what others write.
  ...[1, 2, 3, 4].map(number => `CKV_GHA_${number}`),
]);

const always = () => true;
const has = pattern => files => files.some(path => pattern.test(path));

/** Runs once for the whole repository and writes SARIF to a file. */
function sarif(tool, args, options = {}) {
  return async context => {
    const report = `${context.out}/${tool}.raw.sarif`;
    await context.run(tool, args({ ...context, report }), options);
    return readSarif(context.readJson(`${tool}.raw.sarif`), context);
  };
}

export const SCANNERS = {
  semgrep: {
    present: has(/\.([cm]?[jt]sx?|go|ya?ml)$/),
    async scan(context) {
      const scan = sarif('semgrep', ({ src, report, online, fetchRules }) => [
        'semgrep',
        'scan',
        '--config',
        `${src}/${CONFIG}/semgrep`,
        // Ours are in the repository; those of its maker come at a commit.
        ...(online ? fetchRules().flatMap(rules => ['--config', rules]) : []),
        '--metrics=off',
        '--disable-version-check',
        '--quiet',
        '--sarif',
        '--output',
        report,
        src,
      ]);
      const findings = await scan(context);
      // It puts the folder of the rules before their names.
      return findings.map(finding => ({
        ...finding,
        rule: finding.rule.replace(/^.*\.((?=shop-)|semgrep-rules\.)/, ''),
      }));
    },
  },

  gosec: {
    present: has(/(^|\/)go\.mod$/),
    async scan(context) {
      const findings = [];
      for (const folder of foldersWith('go.mod', context.files)) {
        const text = await context.run(
          'gosec',
          [
            'gosec',
            '-no-fail',
            '-fmt=sarif',
            `-out=${context.out}/gosec.raw.sarif`,
            // What it could not read is in this report alone.
            '-stdout',
            '-verbose=json',
            './...',
          ],
          { folder },
        );
        refuseUnread(JSON.parse(text), folder);
        findings.push(
          ...readSarif(context.readJson('gosec.raw.sarif'), {
            strip: context.strip,
            prefix: folder,
          }),
        );
      }
      return findings;
    },
  },

  govulncheck: {
    present: has(/(^|\/)go\.mod$/),
    async scan(context) {
      const findings = [];
      for (const folder of foldersWith('go.mod', context.files)) {
        const text = await context.run(
          'govulncheck',
          ['govulncheck', '-format=sarif', './...'],
          { folder },
        );
        findings.push(
          ...readSarif(JSON.parse(text), {
            strip: context.strip,
            prefix: folder,
          }).map(finding =>
            // Without a path it is about the module as a whole.
            finding.path === '.'
              ? { ...finding, path: join(folder, 'go.mod') }
              : finding,
          ),
        );
      }
      return findings;
    },
  },

  gitleaks: {
    present: always,
    async scan(context) {
      const scan = sarif('gitleaks', ({ src, report, hasHistory }) => [
        'gitleaks',
        hasHistory ? 'git' : 'dir',
        src,
        `--config=${src}/${CONFIG}/gitleaks.toml`,
        '--report-format=sarif',
        `--report-path=${report}`,
        '--redact',
        '--no-banner',
        '--exit-code=0',
      ]);
      const findings = await scan(context);
      // It knows no degrees; a secret that got out is as bad as it gets.
      return findings.map(finding => ({ ...finding, severity: 'critical' }));
    },
  },

  trufflehog: {
    present: always,
    async scan(context) {
      const { src, hasHistory, online } = context;
      const text = await context.run('trufflehog', [
        'trufflehog',
        ...(hasHistory ? ['git', `file://${src}`] : ['filesystem', src]),
        '--json',
        '--no-update',
        `--exclude-paths=${src}/${CONFIG}/trufflehog-exclude.txt`,
        ...(online
          ? ['--results=verified,unknown']
          : ['--no-verification', '--results=unverified,unknown']),
      ]);
      return readTruffleHog(text, context.strip);
    },
  },

  'npm-audit': {
    present: has(/(^|\/)package-lock\.json$/),
    async scan(context) {
      const findings = [];
      for (const folder of foldersWith('package-lock.json', context.files)) {
        const text = await context.run(
          'npm-audit',
          ['npm', 'audit', '--package-lock-only', '--json'],
          { folder, exits: [0, 1] },
        );
        findings.push(...readNpmAudit(JSON.parse(text), folder));
      }
      return findings;
    },
  },

  trivy: {
    present: always,
    scan: sarif('trivy', ({ src, report, online }) => [
      'trivy',
      'filesystem',
      `--config=${src}/${CONFIG}/trivy.yaml`,
      `--scanners=${online ? 'vuln,misconfig' : 'misconfig'}`,
      ...(online ? [] : ['--skip-check-update', '--offline-scan']),
      '--format=sarif',
      `--output=${report}`,
      '--exit-code=0',
      src,
    ]),
  },

  grype: {
    present: has(/(^|\/)(package-lock\.json|go\.mod)$/),
    scan: sarif('grype', ({ src, report }) => [
      'grype',
      `dir:${src}`,
      `--config=${src}/${CONFIG}/grype.yaml`,
      '--output',
      `sarif=${report}`,
    ]),
  },

  tfsec: {
    present: has(/\.tf$/),
    scan: sarif('tfsec', ({ src, report }) => [
      'tfsec',
      src,
      '--format=sarif',
      `--out=${report}`,
      `--config-file=${src}/${CONFIG}/tfsec.yaml`,
      '--soft-fail',
      '--no-color',
    ]),
  },

  checkov: {
    present: has(/(\.tf|(^|\/)Dockerfile|\.ya?ml)$/),
    async scan(context) {
      await context.run('checkov', [
        'checkov',
        `--directory=${context.src}`,
        `--config-file=${context.src}/${CONFIG}/checkov.yaml`,
        '--output=sarif',
        `--output-file-path=${context.out}/checkov.raw`,
        '--soft-fail',
        // The rules come with it; what it would fetch is links to guides.
        '--skip-download',
      ]);
      return readSarif(
        context.readJson('checkov.raw/results_sarif.sarif'),
        context,
      ).map(finding => ({
        ...finding,
        severity: CHECKOV_HIGH.has(finding.rule) ? 'high' : 'medium',
      }));
    },
  },

  kubesec: {
    present: has(/\.ya?ml$/),
    async scan(context) {
      const findings = [];
      for (const path of listWorkloads(context.root, context.files)) {
        const text = await context.run('kubesec', [
          'kubesec',
          'scan',
          `${context.src}/${path}`,
          `--schema-location=${context.src}/${CONFIG}/kubesec-schema.json`,
          '--exit-code=0',
        ]);
        findings.push(...readKubesec(JSON.parse(text), path));
      }
      return findings;
    },
  },

  polaris: {
    present: has(/\.ya?ml$/),
    async scan(context) {
      const staged = context.stage(listWorkloads(context.root, context.files));
      if (staged.paths.length === 0) {
        return [];
      }
      const text = await context.run('polaris', [
        'polaris',
        'audit',
        `--config=${context.src}/${CONFIG}/polaris.yaml`,
        `--audit-path=${staged.folder}`,
        '--format=json',
        '--quiet',
      ]);
      return readPolaris(
        JSON.parse(text),
        placesOf(context.root, staged.paths),
      );
    },
  },

  'kube-linter': {
    present: has(/\.ya?ml$/),
    async scan(context) {
      const staged = context.stage(listWorkloads(context.root, context.files));
      if (staged.paths.length === 0) {
        return [];
      }
      const text = await context.run(
        'kube-linter',
        [
          'kube-linter',
          'lint',
          staged.folder,
          `--config=${context.src}/${CONFIG}/kube-linter.yaml`,
          '--format=sarif',
        ],
        { exits: [0, 1] },
      );
      return readSarif(JSON.parse(text), {
        strip: [staged.folder, ...context.strip],
      });
    },
  },
};

/** Scans of an image that was built and saved; `archive` is below `out`. */
export const IMAGE_SCANNERS = {
  trivy: sarif('trivy', ({ src, out, report, archive }) => [
    'trivy',
    'image',
    `--config=${src}/${CONFIG}/trivy.yaml`,
    '--scanners=vuln',
    `--input=${out}/${archive}`,
    '--format=sarif',
    `--output=${report}`,
    '--exit-code=0',
  ]),
  grype: sarif('grype', ({ src, out, report, archive }) => [
    'grype',
    `docker-archive:${out}/${archive}`,
    `--config=${src}/${CONFIG}/grype.yaml`,
    '--output',
    `sarif=${report}`,
  ]),
};

/** Where each object that runs something is. */
function placesOf(root, paths) {
  const places = new Map();
  for (const path of paths) {
    for (const text of readFileSync(join(root, path), 'utf8').split(/^---$/m)) {
      const kind = /^kind: (\w+)$/m.exec(text)?.[1];
      const name = /^ {2}name: ['"]?([\w.-]+)/m.exec(text)?.[1];
      places.set(`${kind}/${name}`, path);
    }
  }
  return places;
}
