import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RenderedFiles } from '../types';
import { checkHelmValues, readCharts } from './checkHelmValues';
import { readHelmReleases } from './helmReleases';

const EXAMPLE = resolve(__dirname, '../../../../examples/shop-platform');

const toRendered = (files: Record<string, string>): RenderedFiles => ({
  files: Object.entries(files).map(([path, text]) => ({
    path,
    content: Buffer.from(text),
    executable: false,
  })),
});

const vault = readCharts()['hashicorp/vault'].version;
const istio = readCharts()['istio/istiod'].version;

const readme = `
\`\`\`sh
helm repo add hashicorp https://helm.releases.hashicorp.com
helm upgrade --install vault hashicorp/vault --version ${vault} \\
  --namespace vault --values=values.yaml \\
  --set server.ha.replicas=3,server.volumes[0].name=tls
\`\`\`
`;

const values = `
# Three of them.
server:
  ha:
    enabled: true
    raft: { enabled: true }
  resources: { limits: { memory: 1Gi } }
`;

function check(files: Record<string, string>): string[] {
  return checkHelmValues(toRendered(files)).map(
    ({ where, message }) => `${where}: ${message}`,
  );
}

describe('values for Helm', () => {
  it('are those that their chart has', () => {
    const files = { 'vault/README.md': readme, 'vault/values.yaml': values };
    expect(check(files)).toEqual([]);
    expect(
      check({
        ...files,
        'vault/values.yaml': values
          .replace('enabled: true', 'enable: true')
          .replace('resources:', 'ressources:'),
      }),
    ).toEqual([
      `vault/values.yaml:5: The chart hashicorp/vault ${vault} has no value server.ha.enable`,
      `vault/values.yaml:7: The chart hashicorp/vault ${vault} has no value server.ressources`,
    ]);
    expect(
      check({
        ...files,
        'vault/README.md': readme.replace('ha.replicas', 'ha.replica'),
      }),
    ).toEqual([
      `vault/README.md:4: The chart hashicorp/vault ${vault} has no value server.ha.replica`,
    ]);
  });

  it('are found where a comment, a path from the top or a helmfile names them', () => {
    const wrong = 'servers: {}\n';
    const command = `helm upgrade --install vault hashicorp/vault --version ${vault} \\\n#   --values`;
    const message = `The chart hashicorp/vault ${vault} has no value servers`;
    expect(check({ 'vault/a.yaml': `# ${command} a.yaml\n${wrong}` })).toEqual([
      `vault/a.yaml:3: ${message}`,
    ]);
    expect(
      check({
        'docs/page.md': `    ${command.replace('#', '')} vault/a.yaml\n`,
        'vault/a.yaml': wrong,
      }),
    ).toEqual([`vault/a.yaml:1: ${message}`]);
    expect(
      check({
        'vault/helmfile.yaml': `releases: [{ name: vault, chart: hashicorp/vault, version: ${vault}, values: [a.yaml, { ui: {} }] }]\n`,
        'vault/a.yaml': wrong,
      }),
    ).toEqual([`vault/a.yaml:1: ${message}`]);
  });

  it('are rendered, where a file of them is given', () => {
    expect(check({ 'vault/README.md': readme })).toEqual([
      'vault/README.md:4: values.yaml is given to helm and not rendered',
    ]);
    for (const elsewhere of ['https://a.example.com/a.yaml', '$VALUES', '-']) {
      const page = readme.replace('=values.yaml', `=${elsewhere}`);
      expect(check({ 'vault/README.md': page })).toEqual([]);
    }
  });

  it('are found in a helmfile beside releases that are not whole', () => {
    const helmfile = `
releases:
  - { name: none }
  - { name: early, chart: hashicorp/consul, version: 1.10 }
  - { name: second, chart: istio/base, version: ${istio}, values: null }
  - { name: vault, chart: hashicorp/vault, version: ${vault}, values: [a.yaml] }
---
repositories: []
`;
    const files = { 'helmfile.yaml': helmfile, 'a.yaml': 'servers: {}\n' };
    expect(
      readHelmReleases(toRendered(files)).map(
        ({ chart, version, files: given }) => [chart, version, given],
      ),
    ).toEqual([
      ['hashicorp/consul', '1.10', []],
      ['istio/base', istio, []],
      ['hashicorp/vault', vault, ['a.yaml']],
    ]);
    expect(check(files)).toEqual([
      `a.yaml:1: The chart hashicorp/vault ${vault} has no value servers`,
    ]);
  });

  it('may be of either chart that the same file is given to', () => {
    const install = (chart: string) =>
      `helm upgrade --install a istio/${chart} --version ${istio} --values a.yaml\n`;
    const files = {
      'README.md': `${install('base')}${install('istiod')}`,
      'a.yaml': 'defaultRevision: one\nautoscaleMin: 2\nautoscaleMost: 5\n',
    };
    expect(check(files)).toEqual([
      `a.yaml:3: The chart istio/base ${istio} or istio/istiod ${istio} has no value autoscaleMost`,
    ]);
  });

  it('are left alone below what a chart hands on, and of other charts and versions', () => {
    const files = { 'vault/README.md': readme, 'vault/values.yaml': values };
    expect(
      check({
        ...files,
        'vault/values.yaml': 'server: { annotations: { a: b } }\n',
      }),
    ).toEqual([]);
    const wrong = { 'vault/values.yaml': 'servers: {}\n' };
    expect(
      check({ ...wrong, 'vault/README.md': readme.replace(vault, '0.1.0') }),
    ).toEqual([]);
    expect(
      check({
        ...wrong,
        'vault/README.md': readme.replace('hashicorp/', 'own/'),
      }),
    ).toEqual([]);
  });

  it('are checked in all that the platform installs', () => {
    const paths = globSync('**/*.{md,yaml}', {
      cwd: EXAMPLE,
      exclude: ['**/node_modules'],
    }).sort();
    const whole = toRendered(
      Object.fromEntries(
        paths.map(path => [path, readFileSync(join(EXAMPLE, path), 'utf8')]),
      ),
    );
    const releases = readHelmReleases(whole);

    // A new version of a chart: node scripts/generate-helm-values.mjs
    expect(
      Object.fromEntries(
        releases.map(({ chart, version }) => [chart, version]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(readCharts()).map(([chart, { version }]) => [
          chart,
          version,
        ]),
      ),
    );
    expect([...new Set(releases.flatMap(({ files }) => files))].sort()).toEqual(
      paths.filter(path => /(-values|\/values\/[\w-]+)\.yaml$/.test(path)),
    );
    expect(checkHelmValues(whole)).toEqual([]);
  });
});
