/*
 * A small template with one file of every kind that is checked. It is text
 * and not files, because a skeleton is not valid YAML or JSON by itself.
 */

const template = `
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: greeter
  releases:
    - version: 1.0.0
      date: '2026-11-23'
      changes: [First release]
spec:
  type: service
  owner: group:default/team-platform
  parameters:
    - title: The service
      required: [name]
      properties:
        name:
          title: Name
          description: What the service is called.
          type: string
          maxLength: 20
          pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'
        greeting:
          title: Greeting
          description: What it says.
          type: string
          default: 'Hello'
        callees:
          title: Callees
          description: Whom it asks.
          type: array
          default: []
          items: { type: object, required: [name], properties: { name: { title: Callee, description: Its name., type: string } } }
        repoUrl: { title: Repository, description: Where it goes., type: string, default: 'github.com?owner=shop&repo=x' }
  steps:
    - id: render
      name: Render
      action: fetch:template
      input:
        url: ./skeleton
        copyWithoutTemplating: ['verbatim/**']
        values:
          name: \${{ parameters.name }}
          greeting: \${{ parameters.greeting }}
          callees: \${{ parameters.callees }}
    - id: manifest
      name: Record
      action: shop-platform:template:manifest
      input:
        template: greeter
        version: 1.0.0
        teamOwned: ['docs/**']
    - id: publish
      name: Publish
      action: publish:github
      input:
        repoUrl: \${{ parameters.repoUrl }}
  output:
    links:
      - title: Repository
        url: \${{ steps.publish.output.remoteUrl }}
`;

const catalogInfo = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name }}
  description: \${{ values.greeting | yamlString }}
spec:
  type: service
  lifecycle: production
  owner: group:default/team-platform
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: \${{ values.name }}
spec:
  type: openapi
  lifecycle: production
  owner: group:default/team-platform
  definition:
    $text: ./openapi.yaml
`;

const openApi = `
openapi: 3.1.0
info: { title: \${{ values.name | pascalCase }}, version: 1.0.0 }
paths:
  /greeting:
    get:
      responses:
        '200': { description: A greeting }
`;

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: \${{ values.name }} }
spec:
  selector: { matchLabels: { app: \${{ values.name }} } }
  template:
    metadata: { labels: { app: \${{ values.name }} } }
    spec:
      containers:
        - name: main
          image: example.com/\${{ values.name }}:1.0.0
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { memory: 128Mi } }
`;

const service = `
apiVersion: v1
kind: Service
metadata: { name: \${{ values.name }} }
spec:
  selector: { app: \${{ values.name }} }
  ports: [{ name: http, port: 80, targetPort: http }]
`;

const workflow = `
name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
      - run: echo "\${{ '\${{ github.sha }}' }}"
`;

const dockerfile = `FROM node:24-slim AS build
RUN npm ci --ignore-scripts

FROM node:24-slim
COPY --from=build /app /app
COPY package.json ./
USER node
CMD ["node", "main.js"]
`;

const packageJson = `{
  "name": \${{ values.name | jsonString }},
  "version": "1.0.0",
  "description": \${{ values.greeting | jsonString }},
  "scripts": { "test": "node --test" },
  "dependencies": { "left": "1.0.0" }
}
`;

const packageLock = `{
  "name": \${{ values.name | jsonString }},
  "version": "1.0.0",
  "lockfileVersion": 3,
  "packages": {
    "": { "name": \${{ values.name | jsonString }}, "version": "1.0.0", "dependencies": { "left": "1.0.0" } },
    "node_modules/left": { "version": "1.0.0", "integrity": "sha512-left" }
  }
}
`;

const main = `{# never rendered #}
{%- for callee in values.callees %}
call('\${{ callee.name }}', '\${{ callee.name | envName('url') }}');
{%- else %}
greet('\${{ values.greeting }}');
{%- endfor %}
`;

/** The files of the template by their paths. */
export const greeter: Record<string, string> = {
  'template.yaml': template,
  'README.md': 'Greets.\n',
  'skeleton/catalog-info.yaml': catalogInfo,
  'skeleton/openapi.yaml': openApi,
  'skeleton/k8s/deployment.yaml': deployment,
  'skeleton/k8s/service.yaml': service,
  'skeleton/k8s/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [deployment.yaml, service.yaml]\n',
  'skeleton/.github/workflows/ci.yml': workflow,
  'skeleton/Dockerfile': dockerfile,
  'skeleton/package.json': packageJson,
  'skeleton/package-lock.json': packageLock,
  'skeleton/infra/main.tf':
    'locals {\n  name = "${{ values.name }}"\n}\n\noutput "name" {\n  description = "Who greets."\n  value       = local.name\n}\n',
  'skeleton/infra/tests/name.tftest.hcl':
    'run "greets" {\n  assert {\n    condition     = output.name == "${{ values.name }}"\n    error_message = "It is who greets."\n  }\n}\n',
  'skeleton/bin/run.sh': '#!/bin/sh\nexec node main.js\n',
  'skeleton/src/${{ values.name }}.ts': main,
  'skeleton/verbatim/notes.txt': 'Copied: ${{ anything.else }} {% if %}\n',
  'skeleton/README.md': '# Greeter\n\n[Documentation](docs/index.md)\n',
  'skeleton/docs/index.md': '# ${{ values.name }}\n',
  'skeleton/mkdocs.yml': 'site_name: Greeter\nnav:\n  - Home: index.md\n',
};
