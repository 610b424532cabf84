/** A file of the template, what is broken in it, and with what. */
export type Change = [path: string, from: string, to: string];

/** What a check has to say, and the change that makes it say so. */
export type Mistake = [message: string, ...change: Change];

/** Mistakes that show before anything is rendered. */
export const staticMistakes: Mistake[] = [
  ['spec must have', 'template.yaml', '  type: service\n', ''],
  ['README.md: The template has none', 'README.md', 'Greets.\n', ''],
  [
    'There is no action publish:git',
    'template.yaml',
    'publish:github',
    'publish:git',
  ],
  [
    'publish:github has no input repository',
    'template.yaml',
    'repoUrl: ${{',
    'repository: ${{',
  ],
  [
    'publish:github needs the input repoUrl',
    'template.yaml',
    'repoUrl: ${{',
    'repository: ${{',
  ],
  ['no earlier step has this id', 'template.yaml', 'id: publish', 'id: push'],
  [
    'The step publish puts out no url',
    'template.yaml',
    'output.remoteUrl',
    'output.url',
  ],
  [
    'The parameter repoUrl is asked for and never used',
    'template.yaml',
    '${{ parameters.repoUrl }}',
    'github.com?owner=a&repo=b',
  ],
  [
    'parameters.nam is used, and no page asks for it',
    'template.yaml',
    'parameters.name',
    'parameters.nam',
  ],
  [
    'values.greting is used, and render does not pass it',
    'skeleton/src/${{ values.name }}.ts',
    'values.greeting',
    'values.greting',
  ],
  [
    'skeleton/src/${{ values.nam }}.ts:1: values.nam is used',
    'skeleton/src/${{ values.nam }}.ts',
    '',
    'x',
  ],
  [
    'The value callees is passed and never used',
    'skeleton/src/${{ values.name }}.ts',
    'values.callees',
    '[]',
  ],
  ['nam is no known name', 'skeleton/README.md', 'Greeter', '${{ nam }}'],
  ['Line 1: }} is missing', 'skeleton/README.md', 'Greeter', '${{ values.name'],
];

/** Mistakes that show in what is rendered. */
export const renderedMistakes: Mistake[] = [
  [
    'callee.label has no value',
    'skeleton/src/${{ values.name }}.ts',
    'callee.name }}',
    'callee.label }}',
  ],
  [
    'parameters.callee has no value',
    'template.yaml',
    'parameters.callees',
    'parameters.callee',
  ],
  [
    'README.md: greeter owns it, and a step behind its manifest changes it',
    'template.yaml',
    '    - id: publish\n',
    '    - id: late\n      action: fs:delete\n      input: { files: [README.md] }\n    - id: publish\n',
  ],
  [
    'README.md:1: {% was left',
    'skeleton/README.md',
    'Greeter',
    "${{ '{% if %}' }}",
  ],
  [
    '[object Object] was left',
    'skeleton/README.md',
    'Greeter',
    '${{ values.callees[0] }}',
  ],
  [
    'catalog-info.yaml:6: Map keys must be unique',
    'skeleton/catalog-info.yaml',
    '  description:',
    '  name:',
  ],
  [
    'catalog-info.yaml:6: The alias *gone has no anchor before it',
    'skeleton/catalog-info.yaml',
    '  description:',
    '  gone: *gone\n  description:',
  ],
  [
    'catalog-info.yaml:7: The alias *self is within what it stands for',
    'skeleton/catalog-info.yaml',
    '  description:',
    '  self: &self\n    - *self\n  description:',
  ],
  ['package.json: ', 'skeleton/package.json', '"1.0.0",', '"1.0.0"'],
  [
    'infra/main.tf:1: parse config',
    'skeleton/infra/main.tf',
    'locals {',
    'locals {{',
  ],
  [
    'infra: No test plans this folder',
    'skeleton/infra/tests/name.tftest.hcl',
    'run "greets"',
    'check "greets"',
  ],
  [
    'spec must have',
    'skeleton/catalog-info.yaml',
    '  lifecycle: production\n',
    '',
  ],
  [
    'The catalog knows no Service',
    'skeleton/catalog-info.yaml',
    'kind: Component',
    'kind: Service',
  ],
  [
    '$text names api.yaml',
    'skeleton/catalog-info.yaml',
    './openapi.yaml',
    './api.yaml',
  ],
  [
    'left is ^1.0.0, not an exact version',
    'skeleton/package.json',
    '"left": "1',
    '"left": "^1',
  ],
  [
    'left is 2.0.0 in package.json, 1.0.0',
    'skeleton/package.json',
    '"left": "1',
    '"left": "2',
  ],
  [
    'names the registry',
    'skeleton/package-lock.json',
    '"integrity"',
    '"resolved": "https://example.com/left.tgz", "integrity"',
  ],
  [
    'has no integrity hash',
    'skeleton/package-lock.json',
    ', "integrity": "sha512-left"',
    '',
  ],
  [
    '/spec/template/spec/containers/0/resources/limit is no known field',
    'skeleton/k8s/deployment.yaml',
    'limits:',
    'limit:',
  ],
  [
    '/spec/template/spec/containers/0 must have required property',
    'skeleton/k8s/deployment.yaml',
    '- name: main\n          image',
    '- image',
  ],
  [
    'No schema is known for Deployment (apps/v2)',
    'skeleton/k8s/deployment.yaml',
    'apps/v1',
    'apps/v2',
  ],
  [
    'at spec.queries',
    'skeleton/k8s/deployment.yaml',
    'apiVersion: apps/v1\nkind: Deployment',
    'apiVersion: shop-platform.io/v1\nkind: Dashboard',
  ],
  [
    'The image example.com/order-greeter has no tag',
    'skeleton/k8s/deployment.yaml',
    ':1.0.0',
    '',
  ],
  [
    'does not select its own pods',
    'skeleton/k8s/deployment.yaml',
    'labels: { app:',
    'labels: { application:',
  ],
  [
    'Nothing makes the Secret order-greeter in the namespace default',
    'skeleton/k8s/deployment.yaml',
    'ports: [{',
    'envFrom: [{ secretRef: { name: order-greeter } }]\n          ports: [{',
  ],
  [
    'The service selects no pods',
    'skeleton/k8s/service.yaml',
    'selector: { app:',
    'selector: { application:',
  ],
  [
    'No selected pod has the port grpc',
    'skeleton/k8s/service.yaml',
    'targetPort: http',
    'targetPort: grpc',
  ],
  [
    'k8s/service.yaml is rendered and not listed',
    'skeleton/k8s/kustomization.yaml',
    ', service.yaml',
    '',
  ],
  [
    'k8s/app.conf goes into a ConfigMap or Secret and is not rendered',
    'skeleton/k8s/kustomization.yaml',
    'resources',
    'configMapGenerator: [{ name: app, files: [app=app.conf] }]\nresources',
  ],
  [
    'ci.yml:6: Required property is missing: runs-on',
    'skeleton/.github/workflows/ci.yml',
    'runs-on',
    'run-on',
  ],
  [
    'ci.yml:9: Unrecognized named-value',
    'skeleton/.github/workflows/ci.yml',
    'github.sha',
    'values.sha',
  ],
  [
    'checkout@v4 is not pinned',
    'skeleton/.github/workflows/ci.yml',
    '@0123456789012345678901234567890123456789',
    '@v4',
  ],
  [
    'node:latest needs a version',
    'skeleton/Dockerfile',
    'FROM node:24-slim\n',
    'FROM node:latest\n',
  ],
  [
    'Dockerfile:6: gone.json is copied and not rendered',
    'skeleton/Dockerfile',
    'COPY package.json',
    'COPY gone.json',
  ],
  ['The image runs as root', 'skeleton/Dockerfile', 'USER node\n', ''],
  ['Dockerfile:2: Unknown instruction', 'skeleton/Dockerfile', 'RUN', 'RAN'],
  ['openapi.yaml:2: ', 'skeleton/openapi.yaml', 'paths:', 'path:'],
  [
    'docs/home.md is linked and not rendered',
    'skeleton/README.md',
    'docs/index.md',
    'docs/home.md',
  ],
  [
    'docs/caf%E9.md is linked and not rendered',
    'skeleton/README.md',
    'docs/index.md',
    'docs/caf%E9.md',
  ],
  [
    'docs/home.md is linked and not rendered',
    'skeleton/mkdocs.yml',
    'index.md',
    'home.md',
  ],
];
