import { eventually } from '../../../__testUtils__/scratch';
import { deployment } from '../../__testUtils__/manifests';
import { Controlled } from '../__testUtils__/controlled';
import type { Endpoint, EndpointSliceFields, ServiceFields } from '../types';

jest.setTimeout(60_000);

describe('Endpoint slices', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
  });

  afterEach(async () => {
    await shop.stop();
  });

  const slices = (service = 'core') =>
    shop
      .resource<EndpointSliceFields>('discovery.k8s.io/v1', 'endpointslices')
      .list({
        namespace: 'shop',
        labelSelector: `kubernetes.io/service-name=${service}`,
      }).items;

  const endpoints = (): Endpoint[] =>
    slices().flatMap(slice => slice.endpoints ?? []);

  const serving = () =>
    endpoints().filter(({ conditions }) => conditions?.ready).length;

  const create = (replicas: number, spec: object = {}) => {
    const written = deployment('core');
    const [container] = written.spec.template.spec.containers;
    container.ports = [Object.assign({ name: 'http' }, container.ports[0])];
    written.spec.replicas = replicas;
    shop.deployments.create('shop', written);
    return shop.resource<ServiceFields>('v1', 'services').create('shop', {
      metadata: { name: 'core', labels: { tier: 'web' } },
      spec: {
        selector: { app: 'core' },
        ports: [{ name: 'web', port: 80, targetPort: 'http' }],
        ...spec,
      },
    });
  };

  it('name the pods of a service by their ports, and who of them serves', async () => {
    create(2);
    await eventually(() => serving() === 2);
    const [slice] = slices();
    expect(slice).toMatchObject({
      metadata: {
        labels: {
          tier: 'web',
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
        },
        ownerReferences: [{ kind: 'Service', name: 'core' }],
      },
      addressType: 'IPv4',
      ports: [{ name: 'web', protocol: 'TCP', port: 8080 }],
    });
    const [pod] = shop.podsOf('core');
    expect(endpoints()).toContainEqual({
      addresses: [pod.status.podIP],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'node-1',
      zone: 'a',
      targetRef: {
        kind: 'Pod',
        namespace: 'shop',
        name: pod.metadata.name,
        uid: pod.metadata.uid,
      },
    });
    shop.kubelet.become(
      'running',
      one => one.metadata.uid === pod.metadata.uid,
    );
    await eventually(() => serving() === 1);
    expect(endpoints()).toHaveLength(2);
  });

  it('take a pod that is ending out of service before it has ended', async () => {
    create(1);
    await eventually(() => serving() === 1);
    shop.kubelet.ends = false;
    const [pod] = shop.podsOf('core');
    shop.pods.delete('shop', pod.metadata.name ?? '');
    await eventually(() => endpoints().length === 2 && serving() === 1);
    expect(
      endpoints().find(({ targetRef }) => targetRef?.uid === pod.metadata.uid)
        ?.conditions,
    ).toEqual({ ready: false, serving: true, terminating: true });
    shop.kubelet.endTerminating();
    await eventually(() => endpoints().length === 1);
  });

  it('hold 100 endpoints each, and move none from one to another', async () => {
    create(150);
    await eventually(() => serving() === 150);
    const sizes = () => slices().map(slice => slice.endpoints.length);
    expect(sizes().sort((a, b) => a - b)).toEqual([50, 100]);
    const places = () =>
      new Map(
        slices().flatMap(({ metadata, endpoints: own }) =>
          own.map(({ targetRef }) => [targetRef?.uid, metadata.name]),
        ),
      );
    const before = places();
    // These go first, and leave room in the slice that is full.
    const full = slices().find(slice => slice.endpoints.length === 100);
    const uids = full?.endpoints.slice(0, 20).map(one => one.targetRef?.uid);
    shop.kubelet.become(
      'running',
      one => uids?.includes(one.metadata.uid) === true,
    );
    await eventually(() => serving() === 130);
    shop.deployments.patch('shop', 'core', { spec: { replicas: 130 } });
    await eventually(() => endpoints().length === 130);
    for (const [uid, slice] of places()) {
      expect(before.get(uid)).toBe(slice);
    }
    shop.deployments.patch('shop', 'core', { spec: { replicas: 0 } });
    await eventually(() => slices().length === 0);
  });

  it('are not made for services without a selector, and go with their service', async () => {
    const services = shop.resource<ServiceFields>('v1', 'services');
    services.create('shop', {
      metadata: { name: 'data' },
      spec: { ports: [{ port: 5432 }] },
    });
    create(1, { clusterIP: 'None' });
    await eventually(() => serving() === 1);
    expect(slices()[0].metadata.labels).toMatchObject({
      'service.kubernetes.io/headless': '',
    });
    expect(slices('data')).toEqual([]);
    services.delete('shop', 'core');
    await eventually(() => slices().length === 0);
    expect(shop.log).toEqual([]);
  });
});

describe('Addresses of services', () => {
  it('are given once each, kept over changes, and not to those that want none', async () => {
    const shop = await Controlled.start();
    const services = shop.resource<ServiceFields>('v1', 'services');
    const create = (name: string, spec: object = {}) =>
      services.create('shop', {
        metadata: { name },
        spec: { ports: [{ port: 8080 }], ...spec },
      });
    const { clusterIP } = create('one').spec;
    expect(clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    expect(create('two').spec.clusterIP).not.toBe(clusterIP);
    expect(create('none', { clusterIP: 'None' }).spec.clusterIP).toBe('None');
    expect(
      create('far', { type: 'ExternalName', externalName: 'example.com' }).spec
        .clusterIP,
    ).toBeUndefined();
    services.update({
      metadata: { namespace: 'shop', name: 'one' },
      spec: { ports: [{ port: 9090 }] },
    });
    expect(services.get('shop', 'one').spec.clusterIP).toBe(clusterIP);
    expect(() => create('three', { clusterIP })).toThrow(
      'provided IP is already allocated',
    );
    await shop.stop();
  });
});
