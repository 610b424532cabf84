import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../__testUtils__/scratch';
import { readDeployment } from './Deployment';
import { resolveEnvironment, Surroundings } from './resolveEnvironment';

/** What the template renders with every option taken. */
const golden = join(
  repositoryRoot,
  'templates/traced-service/tests/golden/everything/k8s/deployment.yaml',
);

const addresses = new Map([
  ['otel-collector.observability.svc.cluster.local:4318', '127.0.0.1:1'],
  ['redis.shop.svc.cluster.local:6379', ':word@127.0.0.1:2'],
  ['core.shop.svc.cluster.local:80', '127.0.0.1:3'],
  ['payments.shop.svc.cluster.local:80', '127.0.0.1:4'],
]);
const fields = new Map([
  ['metadata.name', 'pod'],
  ['spec.nodeName', 'node'],
]);

const surroundings: Surroundings = {
  secret: (name, key) => `${name}/${key}`,
  address: (host, port) => addresses.get(`${host}:${port}`),
  field: path => fields.get(path),
};

describe('the manifest of a service', () => {
  it('says how its process is run', async () => {
    const { env, ...deployment } = await readDeployment(golden);
    expect(deployment).toEqual({
      name: 'loyalty-points',
      memoryLimitMib: 512,
      startTimeoutMs: 60_000,
      stopTimeoutMs: 15_000,
      livenessPath: '/healthz',
      readinessPath: '/readyz',
    });
    expect(resolveEnvironment(env, surroundings)).toEqual({
      PORT: '8080',
      SHUTDOWN_DRAIN_MS: '3000',
      SHUTDOWN_TIMEOUT_MS: '14000',
      POD_NAME: 'pod',
      NODE_NAME: 'node',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_RESOURCE_ATTRIBUTES:
        'service.namespace=shop,k8s.namespace.name=shop,k8s.deployment.name=loyalty-points,k8s.pod.name=pod,k8s.node.name=node',
      DATABASE_URL: 'loyalty-points/database-url',
      REDIS_URL: 'redis://:word@127.0.0.1:2',
      LIQPAY_PUBLIC_KEY: 'loyalty-points/liqpay-public-key',
      LIQPAY_PRIVATE_KEY: 'loyalty-points/liqpay-private-key',
      CORE_SERVICE_URL: 'http://127.0.0.1:3',
      PAYMENTS_SERVICE_URL: 'http://127.0.0.1:4',
    });
  });

  it.each([
    ['a Secret', { secretKeyRef: { name: 'core', key: 'card' } }, undefined],
    ['a field', { fieldRef: { fieldPath: 'status.podIP' } }, undefined],
    ['a Service', undefined, 'http://stock.shop.svc.cluster.local/v1'],
  ])('names %s that is not there', (_, valueFrom, value) => {
    const none = () => undefined;
    expect(() =>
      resolveEnvironment([{ name: 'WANTED', value, valueFrom }], {
        secret: none,
        address: none,
        field: none,
      }),
    ).toThrow(/^WANTED wants .* does not have$/);
  });

  it('leaves dollar signs and unknown names as Kubernetes does', () => {
    expect(
      resolveEnvironment(
        [
          { name: 'A', value: 'a' },
          { name: 'B', value: '$(A) $$(A) $(C)' },
        ],
        surroundings,
      ),
    ).toEqual({ A: 'a', B: 'a $(A) $(C)' });
  });

  it('names the file and the place that is not understood', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    const file = join(folder, 'deployment.yaml');
    try {
      writeFileSync(
        file,
        readFileSync(golden, 'utf8').replace('memory: 512Mi', 'memory: [1]'),
      );
      await expect(readDeployment(file)).rejects.toThrow(
        /deployment\.yaml: .*limits\.memory/s,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
