import { checkKubernetes } from './checkKubernetes';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: core }
spec:
  selector: { matchLabels: { app: core } }
  template:
    metadata: { labels: { app: core } }
    spec:
      serviceAccountName: core
      imagePullSecrets: [{ name: registry }]
      initContainers:
        - name: schema
          image: example.com/core:1.0.0
          envFrom: [{ configMapRef: { name: environment } }]
      containers:
        - name: main
          image: example.com/core:1.0.0
          envFrom: [{ secretRef: { name: flags, optional: true } }]
          env:
            - name: DATABASE_URL
              valueFrom: { secretKeyRef: { name: core, key: database-url } }
            - name: LEVEL
              valueFrom: { configMapKeyRef: { name: settings, key: level } }
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
        - { name: config, configMap: { name: core-config, items: [{ key: core.yaml, path: core.yaml }] } }
        - { name: tls, secret: { secretName: core-tls, items: [{ key: tls.crt, path: tls.crt }] } }
        - name: both
          projected:
            sources:
              - configMap: { name: kube-root-ca.crt }
              - secret: { name: pepper }
        - name: vault
          csi:
            driver: example.csi.k8s.io
            volumeAttributes: { secretProviderClass: '' }
            nodePublishSecretRef: { name: pepper }
`;

const job = `apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: '0 2 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: example.com/core:1.0.0
              env:
                - name: PASSWORD
                  valueFrom: { secretKeyRef: { name: jobs, key: backup-password } }
`;

const made = `apiVersion: v1
kind: ServiceAccount
metadata: { name: core }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { level: info }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: core }
spec:
  secretStoreRef: { kind: SecretStore, name: vault }
  data: [{ secretKey: database-url, remoteRef: { key: core } }]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: core }
spec: { secretName: core-tls, dnsNames: [core.example.com], issuerRef: { name: own } }
`;

const access = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: halt, namespace: chaos }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: halt, namespace: chaos }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: halt }
subjects: [{ kind: ServiceAccount, name: core, namespace: shop }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: looks }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
  - { kind: ServiceAccount, name: others, namespace: elsewhere }
  - { kind: Group, name: everybody, apiGroup: rbac.authorization.k8s.io }
---
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: shop, annotations: { kubernetes.io/service-account.name: core } }
type: kubernetes.io/service-account-token
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: shop, namespace: chaos }
spec:
  selector: { istio: ingress }
  servers:
    - port: { number: 80, name: http, protocol: HTTP }
      hosts: [core.example.com]
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [core.example.com]
      tls: { mode: SIMPLE, credentialName: core-tls }
`;

const right: Record<string, string> = {
  'k8s/deployment.yaml': deployment,
  'k8s/job.yaml': job,
  'k8s/made.yaml': made,
  'k8s/core.yaml.txt': 'level: info\n',
  'k8s/environment.env': 'LEVEL=info\n',
  'k8s/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
resources: [deployment.yaml, job.yaml, made.yaml]
configMapGenerator:
  - { name: core-config, files: [core.yaml=core.yaml.txt] }
  - { name: environment, envs: [environment.env] }
secretGenerator:
  - { name: pepper, literals: [value=none] }
`,
  'access/access.yaml': access,
  'README.md': `# Core

| Secret | Keys |
| --- | --- |
| \`jobs\` | \`backup-password\` |

\`\`\`sh
kubectl create secret docker-registry registry --namespace shop
\`\`\`
`,
};

async function problems(files: Record<string, string>): Promise<string[]> {
  const findings = await checkKubernetes({
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
  });
  return findings.map(({ message }) => message);
}

/** The message, the file, and what is changed in it. */
const mistakes: [string, string, string, string][] = [
  [
    'Nothing makes the ServiceAccount nobody in the namespace shop',
    'k8s/deployment.yaml',
    'serviceAccountName: core',
    'serviceAccountName: nobody',
  ],
  [
    'Nothing makes the Secret registry in the namespace shop: render it, or say in a README how people make it, by a command or in a table "| Secret | Keys |"',
    'README.md',
    'docker-registry registry',
    'docker-registry other',
  ],
  [
    'Nothing makes the Secret registry in the namespace shop: render it, or say in a README how people make it, by a command or in a table "| Secret | Keys |"',
    'README.md',
    '--namespace shop',
    '--namespace other',
  ],
  [
    'Nothing makes the Secret flags in the namespace shop: render it, or say in a README how people make it, by a command or in a table "| Secret | Keys |"',
    'k8s/deployment.yaml',
    ', optional: true',
    '',
  ],
  [
    'Nothing makes the ConfigMap environment in the namespace shop: render it, or say in a README how people make it, by a command or in a table "| ConfigMap | Keys |"',
    'k8s/kustomization.yaml',
    'name: environment, envs',
    'name: surroundings, envs',
  ],
  [
    'The Secret core has no key database-url',
    'k8s/made.yaml',
    'secretKey: database-url',
    'secretKey: url',
  ],
  [
    'The ConfigMap settings has no key level',
    'k8s/made.yaml',
    'data: { level',
    'data: { depth',
  ],
  [
    'The ConfigMap core-config has no key core.yaml',
    'k8s/kustomization.yaml',
    'core.yaml=core.yaml.txt',
    'core.yaml.txt',
  ],
  [
    'The Secret core-tls has no key ca.key',
    'k8s/deployment.yaml',
    '[{ key: tls.crt',
    '[{ key: ca.key',
  ],
  [
    'Nothing makes the PersistentVolumeClaim data in the namespace shop',
    'k8s/made.yaml',
    'name: data }',
    'name: disk }',
  ],
  [
    'Nothing makes the Secret pepper in the namespace shop: render it, or say in a README how people make it, by a command or in a table "| Secret | Keys |"',
    'k8s/kustomization.yaml',
    'name: pepper',
    'name: salt',
  ],
  [
    'Nothing makes the SecretProviderClass vault in the namespace shop',
    'k8s/deployment.yaml',
    "secretProviderClass: ''",
    'secretProviderClass: vault',
  ],
  [
    'The Secret jobs has no key backup-password',
    'README.md',
    '`backup-password`',
    '`restore-password`',
  ],
  [
    'k8s/environment.env goes into a ConfigMap or Secret and is not rendered',
    'k8s/environment.env',
    'LEVEL=info\n',
    '',
  ],
  [
    'Nothing makes the Role halt in the namespace chaos',
    'access/access.yaml',
    'kind: Role\nmetadata: { name: halt',
    'kind: Role\nmetadata: { name: stop',
  ],
  [
    'Nothing makes the ClusterRole viewer',
    'access/access.yaml',
    'name: view }',
    'name: viewer }',
  ],
  [
    'Nothing makes the ServiceAccount cores in the namespace shop',
    'access/access.yaml',
    'name: core, namespace: shop }]',
    'name: cores, namespace: shop }]',
  ],
  [
    'Nothing makes the Secret shop-tls in any namespace: render it, or say in a README how people make it, by a command or in a table "| Secret | Keys |"',
    'access/access.yaml',
    'credentialName: core-tls',
    'credentialName: shop-tls',
  ],
  [
    'The subject core is a ServiceAccount and needs a namespace',
    'access/access.yaml',
    'name: core, namespace: shop }]',
    'name: core }]',
  ],
  [
    'Nothing makes the ServiceAccount cores in the namespace shop',
    'access/access.yaml',
    'service-account.name: core',
    'service-account.name: cores',
  ],
];

// Schemas are read in a thread of its own.
jest.setTimeout(60_000);

describe('what pods and bindings name', () => {
  it('is made by the rendering, by its generators and operators, and by people', async () => {
    expect(await problems(right)).toEqual([]);
  });

  it.each(mistakes)('is missed: %s', async (message, path, from, to) => {
    const text = right[path].replace(from, to);
    expect(text).not.toBe(right[path]);
    const { [path]: _, ...others } = right;
    expect(
      await problems(text === '' ? others : { ...right, [path]: text }),
    ).toEqual([message]);
  });

  it('is missed in another namespace', async () => {
    const changed = {
      ...right,
      'k8s/kustomization.yaml': right['k8s/kustomization.yaml'].replace(
        'deployment.yaml, ',
        '',
      ),
      'other/deployment.yaml': deployment,
    };
    delete (changed as Record<string, string>)['k8s/deployment.yaml'];
    expect(await problems(changed)).toEqual(
      expect.arrayContaining([
        'Nothing makes the ServiceAccount core in the namespace default',
        'Nothing makes the PersistentVolumeClaim data in the namespace default',
      ]),
    );
  });

  it('is filled by Vault where a page says so, unless the rendering says what Vault fills', async () => {
    const page = `${right['README.md']}
The secret \`core\` holds \`database-url\`; Vault fills it.
`;
    const without = (from: string, to: string) => ({
      ...right,
      'README.md': page,
      'k8s/made.yaml': made.replace(from, to),
    });
    // Of the kind, only the name is left for the sentence to be asked at all.
    const external = /---\napiVersion: external-secrets[^]*?(?=---)/.exec(
      made,
    )?.[0];
    expect(await problems(without(external ?? '', ''))).toEqual([]);
    expect(
      await problems(
        without(
          'kind: ExternalSecret\nmetadata: { name: core }',
          'kind: ExternalSecret\nmetadata: { name: payments }',
        ),
      ),
    ).toEqual([expect.stringContaining('Nothing makes the Secret core')]);
  });
});
