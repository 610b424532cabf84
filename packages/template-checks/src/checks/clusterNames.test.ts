import { z } from 'zod';
import { checkClusterNames } from './clusterNames';
import { readDocuments } from './documents';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
const service = (name: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\n`;

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().default('default'),
  }),
});

/** The names that lead nowhere; files by their paths. */
function check(files: Record<string, string>): string[] {
  const rendered = {
    files: Object.entries({ 'namespace.yaml': NAMESPACE, ...files }).map(
      ([path, text]) => ({
        path,
        content: Buffer.from(text),
        executable: false,
      }),
    ),
  };
  const objects = readDocuments(rendered).documents.flatMap(
    ({ path, where, value: written }) => {
      const { data: value } = objectSchema.safeParse(written);
      const { namespace } = value?.metadata ?? {};
      return value && namespace ? [{ path, where, value, namespace }] : [];
    },
  );
  return checkClusterNames(rendered, objects).map(
    ({ where, message }) => `${where} ${message.split(' ')[0]}`,
  );
}

describe("names of the cluster's own DNS", () => {
  const core = { 'core.yaml': service('core') };

  it('lead to a Service that is rendered', () => {
    expect(
      check({
        ...core,
        'app.env':
          'A=1\nURL=http://core.shop.svc.cluster.local:80/x\nREDIS=redis://redis.shop.svc:6379\n',
      }),
    ).toEqual(['app.env:3 redis.shop.svc']);
  });

  it.each([
    ['of another namespace', 'core.other.svc'],
    ['of a pod of a headless service', 'core-0.core.shop.svc.cluster.local'],
    ['that is put together', '$name.shop.svc'],
    ["of Google's workloads", 'shop-test.svc.id.goog'],
    ['of the API server', 'https://kubernetes.default.svc'],
  ])('may be one %s', (_whose, name) => {
    expect(check({ ...core, 'app.yaml': `url: ${name}\n` })).toEqual([]);
  });

  it('cannot be judged where the rendering has no Service of the namespace', () => {
    expect(check({ 'app.yaml': 'url: core.shop.svc\n' })).toEqual([]);
    expect(
      check({ ...core, 'namespace.yaml': '', 'app.yaml': 'url: x.shop.svc\n' }),
    ).toEqual([]);
  });

  it('are made by charts and operators of the rendering', () => {
    const vault = {
      'namespace.yaml': NAMESPACE.replace('shop', 'vault'),
      'app.yaml': 'url: https://vault.vault.svc:8200\n',
      'other.yaml': service('other', 'vault'),
    };
    expect(check(vault)).toEqual(['app.yaml:1 vault.vault.svc']);
    expect(check({ ...vault, 'x/vault/vault-values.yaml': 'a: 1\n' })).toEqual(
      [],
    );
    expect(
      check({
        ...core,
        'prometheus.yaml':
          'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: main, namespace: shop }\n',
        'app.yaml': 'url: http://prometheus-operated.shop.svc:9090\n',
      }),
    ).toEqual([]);
  });

  it('are not made by a page that speaks of them', () => {
    const redis = { ...core, 'app.yaml': 'url: redis.shop.svc\n' };
    expect(check({ ...redis, 'README.md': 'See redis.shop.svc.' })).toEqual([
      'app.yaml:1 redis.shop.svc',
    ]);
  });
});
