import { toFolderFinding } from '../folder/toFolderFinding';
import { readCharts } from './checkHelmValues';
import { checkRendered } from './checkRendered';
import { locateIn } from './lines';

// It loads what all checks need; a busy machine takes its time.
jest.setTimeout(120_000);

const istio = readCharts()['istio/base'].version;

const dashboard = (uid: string, expr: string, x = 0) => {
  const datasource = { type: 'prometheus', uid: '${source}' };
  return JSON.stringify(
    {
      uid,
      title: 'Orders',
      schemaVersion: 39,
      templating: {
        list: [{ name: 'source', type: 'datasource', query: 'prometheus' }],
      },
      panels: [
        {
          id: 1,
          type: 'timeseries',
          title: 'Paid',
          datasource,
          gridPos: { x, y: 0, w: 12, h: 8 },
          targets: [{ refId: 'A', datasource, expr }],
        },
      ],
    },
    undefined,
    '\t',
  );
};

/** Every check finds something in these. */
const texts: Record<string, string | Buffer> = {
  'README.md': `# Orders

See
[here](gone.md).

{% raw %}
`,
  'mkdocs.yml': `site_name: Orders
nav:
  - Home: index.md
  - More: [{ Two: two.md }]
`,
  'syntax/latin.txt': Buffer.from('one\ncaf\xe9\n', 'latin1'),
  'syntax/token.json': '{\n  "a": 1,\n  "b": }\n}\n',
  'syntax/end.json': '{\n  "a": [\n\n\n',
  'syntax/rest.json': '{"a": 1}\n\nundefined\n',
  'syntax/alias.yaml': 'a: 1\nb: *none\n',
  'syntax/string.tf': 'locals {\n  a = "one\n}\n',
  'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: a b }
`,
  'web/package.json': `{
\t"name": "web",
\t"dependencies": {
\t\t"a": "1.0.0",
\t\t"b": "^1.0.0"
\t}
}
`,
  'web/package-lock.json': `{
  "name": "web",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "other",
      "dependencies": {
        "a": "2.0.0",
        "b": "^1.0.0"
      }
    },
    "node_modules/a": {
      "version": "1.0.0",
      "resolved": "https://example.com/a.tgz"
    },
    "node_modules/b": { "version": "^1.0.0", "integrity": "sha512-b" }
  }
}
`,
  'lone/package.json': '{ "name": "lone" }\n',
  'odd/package.json': '{\n  "name": 5\n}\n',
  'k8s/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - gone.yaml
configMapGenerator:
  - name: orders
    files:
      - dashboards/orders.json
      - key=gone.json
`,
  'k8s/service.yaml': `# Orders
apiVersion: v1
kind: Service
metadata: { name: orders }
spec:
  ports:
    - { port: 80, protokol: TCP }
    - port: many
`,
  'other/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: []
recources: []
`,
  'k8s/dashboards/orders.json': dashboard('orders', 'sum(', 20),
  'k8s/dashboards/lone.json': dashboard('lone', 'up{pod="$pod"}'),
  'k8s/dashboards/odd.json': dashboard('odd', 'up').replace('"Paid"', '""'),
  'docs/dashboards.md': '# All\n\nhttps://grafana.example.com/d/other\n',
  Dockerfile: 'FROM node:24-slim\nUSER root\nCOPY gone.js ./\n',
  'modules/network/outputs.tf': 'output "a" {\n  value = 1\n}\n',
  'config/cluster.xml': `<clickhouse>
  <users>
    <orders>
      <profile>gone</profile>
    </orders>
  </users>
  <secret from_env="GONE"/>
  <host>orders-0.orders.shop.svc</host>
</clickhouse>
`,
  'schema.sql': "SELECT\n  '{gone}';\n",
  'openapi.yaml': 'openapi: 3.0.3\ninfo: {}\n',
  'dashboard.yaml': `apiVersion: shop-platform.io/v1
kind: Dashboard
metadata: { name: orders, title: Orders }
spec: 5
`,
  'helm/helmfile.yaml': `releases:
  - name: base
    chart: istio/base
    version: ${istio}
    values: [gone.yaml]
`,
  '.github/workflows/ci.yml': `on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
`,
  'mesh/routes.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders }
spec:
  gateways: [gone/shop]
  http: [{ route: [{ destination: { host: orders } }] }]
`,
  'chaos.yaml': `apiVersion: chaos-mesh.org/v1alpha1
kind: PodChaos
metadata: { name: kill }
spec: { action: none, mode: one, selector: { namespaces: [shop] } }
`,
  'collector.yaml': `receivers: { otlp: {} }
exporters: { debug: {} }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [gone] }
`,
  'monitoring/stack.yaml': `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: all }
spec: {}
---
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: all }
spec: { alertmanagerConfiguration: { name: gone } }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: orders }
spec:
  groups:
    - name: orders
      rules:
        - record: orders:up
          expr: vector(1)
        - record: orders:gone
          expr: orders_gone_total
`,
  'monitoring/tests/orders.yaml': 'rule_files:\n  - gone.yaml\ntests: []\n',
};

/** What is told of a rendering: the file, the text of the line, and how the message begins. */
async function findIn(files: Record<string, string | Buffer>) {
  const contents = Object.entries(files).map(
    ([path, content]): [string, Buffer] => [path, Buffer.from(content)],
  );
  const findings = await checkRendered({
    files: contents.map(([path, content]) => ({
      path,
      content,
      executable: false,
    })),
  });
  const lines = new Map(
    contents.map(([path, content]) => [
      path,
      content.toString('utf8').split('\n'),
    ]),
  );
  return findings.map(toFolderFinding).map(({ file, line, message }) => {
    const text = lines.get(file)?.[line - 1]?.trim();
    return `${file} | ${text} | ${message.split('\n')[0]?.slice(0, 60)}`;
  });
}

describe('the lines of findings', () => {
  it('are those that the findings are about', async () => {
    expect(await findIn(texts)).toEqual([
      'syntax/alias.yaml | b: *none | The alias *none has no anchor before it',
      'syntax/latin.txt | caf� | The text is not UTF-8',
      'syntax/token.json | "b": } | Unexpected token \'}\', ..."1,',
      'syntax/end.json | "a": [ | Unexpected end of JSON input',
      'syntax/rest.json | undefined | Unexpected non-whitespace character after JSON at position 1',
      'syntax/string.tf | a = "one | parse config: [syntax/string.tf:2,11-3,1: Invalid multi-line',
      'README.md | {% raw %} | {% was left by the rendering',
      'catalog-info.yaml | apiVersion: backstage.io/v1alpha1 | "metadata.name" is not valid; expected a string that is sequ',
      'web/package.json | "b": "^1.0.0" | b is ^1.0.0, not an exact version',
      'web/package-lock.json | "name": "other", | name is other here and web there',
      'web/package-lock.json | "a": "2.0.0", | a is 1.0.0 in package.json, 2.0.0 in the lockfile and 1.0.0 ',
      'web/package-lock.json | "resolved": "https://example.com/a.tgz" | node_modules/a names the registry it came from',
      'web/package-lock.json | "node_modules/a": { | node_modules/a has no integrity hash',
      'lone/package.json | { "name": "lone" } | lone/package-lock.json is missing',
      'odd/package.json | "name": 5 | ✖ Invalid input: expected string, received number',
      'k8s/service.yaml | - port: many | Service (v1): /spec/ports/1/port must be integer',
      'k8s/service.yaml | - { port: 80, protokol: TCP } | Service (v1): /spec/ports/0/protokol is no known field',
      'k8s/kustomization.yaml | - key=gone.json | k8s/gone.json goes into a ConfigMap or Secret and is not ren',
      'k8s/kustomization.yaml | - gone.yaml | k8s/gone.yaml is listed and not rendered',
      'k8s/kustomization.yaml | resources: | k8s/service.yaml is rendered and not listed',
      'other/kustomization.yaml | recources: [] | ✖ Unrecognized key: "recources"',
      'mesh/routes.yaml | apiVersion: networking.istio.io/v1 | The gateway gone/shop is not rendered',
      'mesh/routes.yaml | apiVersion: networking.istio.io/v1 | orders is the host of no Service, ServiceEntry or Destinatio',
      'helm/helmfile.yaml | - name: base | gone.yaml is given to helm and not rendered',
      'chaos.yaml | apiVersion: chaos-mesh.org/v1alpha1 | PodChaos: ✖ Invalid option: expected one of "pod-kill"|"pod-',
      'config/cluster.xml | <orders> | orders has no profile that is there',
      'config/cluster.xml | <orders> | orders has no quota that is there',
      'config/cluster.xml | <orders> | The password of orders is not a hash from the environment',
      "schema.sql | '{gone}'; | There is no macro gone",
      'config/cluster.xml | <secret from_env="GONE"/> | Nothing sets GONE',
      'config/cluster.xml | <host>orders-0.orders.shop.svc</host> | There is no pod orders-0.orders',
      'dashboard.yaml | spec: 5 | ✖ Invalid input: expected object, received number',
      'syntax/string.tf | a = "one | the string has no end',
      'modules/network/outputs.tf | output "a" { | The output a needs a description',
      'modules/network/outputs.tf | output "a" { | The module is never called',
      'modules/network/outputs.tf | output "a" { | No test plans this folder: it needs a run in tests/*.tftest.',
      '.github/workflows/ci.yml | - uses: actions/checkout@v5 | actions/checkout@v5 is not pinned to a commit',
      'Dockerfile | USER root | The image runs as root',
      'Dockerfile | COPY gone.js ./ | gone.js is copied and not rendered',
      'openapi.yaml | openapi: 3.0.3 | openapi.yaml is not a valid Openapi API definition',
      'README.md | [here](gone.md). | gone.md is linked and not rendered',
      'mkdocs.yml | - Home: index.md | docs/index.md is linked and not rendered',
      'mkdocs.yml | - More: [{ Two: two.md }] | docs/two.md is linked and not rendered',
      'k8s/dashboards/orders.json | "expr": "sum(" | Paid: PromQL does not read on at: sum(',
      'monitoring/stack.yaml | - record: orders:gone | orders:gone: nothing that is rendered and asked exports orde',
      'monitoring/tests/orders.yaml | - gone.yaml | gone.yaml is tested and not rendered',
      'monitoring/stack.yaml | apiVersion: monitoring.coreos.com/v1 | The configuration gone is not rendered',
      'k8s/dashboards/odd.json | "title": "", | ✖ Too small: expected string to have >=1 characters',
      'k8s/kustomization.yaml | - key=gone.json | k8s/gone.json is listed and not rendered',
      'k8s/dashboards/orders.json | { | The panel "Paid" is out of the grid',
      'k8s/dashboards/lone.json | "expr": "up{pod=\\"$pod\\"}" | "Paid" uses $pod, which is no variable',
      'k8s/dashboards/lone.json | { | No ConfigMap has this dashboard',
      'docs/dashboards.md | https://grafana.example.com/d/other | https://grafana.example.com/d/other leads to no dashboard: t',
      'collector.yaml | receivers: { otlp: {} } | gone is used and not among the exporters',
      'collector.yaml | receivers: { otlp: {} } | debug is among the exporters and not used',
    ]);
  });

  it('are found in YAML and JSON, as deep as there is something', () => {
    const at = locateIn(
      'a.yaml',
      [
        'one: &one',
        '  two:',
        '    - { three: 3 }',
        '    -',
        '      1: x',
        'four: *one',
      ].join('\n'),
    );
    expect(at([])).toBe('a.yaml:1');
    expect(at(['one', 'two'])).toBe('a.yaml:2');
    expect(at(['one', 'two', 0, 'three'])).toBe('a.yaml:3');
    expect(at(['one', 'two', 1, 1])).toBe('a.yaml:5');
    expect(at(['one', 'two', 1, 'gone', 'gone'])).toBe('a.yaml:5');
    expect(at(['one', 'two', 7])).toBe('a.yaml:2');
    expect(at(['four', 'two', 0])).toBe('a.yaml:3');
    expect(at(['gone'])).toBe('a.yaml:1');

    expect(locateIn('a.yaml', 'a: 1\n---\n\nb: 2\n', 1)(['b'])).toBe(
      'a.yaml:4',
    );
    expect(locateIn('a.json', '')(['b'])).toBe('a.json:1');
    expect(locateIn('a.json', '{\n\t"a": {\n\t\t"b":\n1}}')(['a', 'b'])).toBe(
      'a.json:3',
    );
  });

  it('are wanted of every check', () => {
    const message = 'It is wrong';
    expect(toFolderFinding({ where: 'a:1\nb.md:12', message })).toEqual({
      file: 'a:1\nb.md',
      line: 12,
      message,
    });
    for (const where of ['a.md', 'a.md:', 'a.md:0', 'a.md:x', ':1']) {
      expect(() => toFolderFinding({ where, message })).toThrow(
        `A check names no line of ${where}: It is wrong`,
      );
    }
  });
});
