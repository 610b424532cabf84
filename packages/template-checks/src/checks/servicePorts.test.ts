import { placedObjects } from '../__testUtils__/placedObjects';
import { checkServicePorts } from './servicePorts';

const objects = `apiVersion: v1
kind: Service
metadata: { name: core, namespace: shop }
spec: { ports: [{ port: 80 }, { port: 9090 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: core, namespace: shop }
spec:
  http:
    - route: [{ destination: { host: core, port: { number: 80 } } }]
    - route: [{ destination: { host: core.shop.svc.cluster.local } }]
      mirror: { host: core.shop.svc.cluster.local, port: { number: 9090 } }
  tcp:
    - route: [{ destination: { host: elsewhere.shop.svc.cluster.local, port: { number: 1 } } }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: core, namespace: istio-system }
spec:
  host: core.shop.svc.cluster.local
  trafficPolicy:
    portLevelSettings:
      - port: { number: 9090 }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: core, namespace: other }
spec:
  rules:
    - backendRefs:
        - { name: core, namespace: shop, port: 80 }
        - { name: core, port: 1 }
        - { kind: Bucket, name: core, namespace: shop, port: 1 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: core, namespace: shop }
spec:
  serviceName: core
`;

const check = (from: string, to: string) => {
  expect(objects).toContain(from);
  return checkServicePorts(placedObjects(objects.replace(from, to))).map(
    ({ where, message }) => `${where}: ${message}`,
  );
};

describe('what is asked of a Service', () => {
  it('is right where it has the port, or is not rendered', () => {
    expect(check('', '')).toEqual([]);
  });

  it('may be nothing but the names of pods', () => {
    const headless = 'spec: { clusterIP: None, selector: { app: core } }';
    expect(
      check('spec: { ports: [{ port: 80 }, { port: 9090 }] }', headless),
    ).toEqual([]);
  });

  it.each([
    [
      '{ number: 80 }',
      '{ number: 8080 }',
      '11: The Service core has no port 8080, only 80, 9090',
    ],
    [
      'local, port: { number: 9090 }',
      'local, port: { number: 90 }',
      '13: The Service core.shop.svc.cluster.local has no port 90, only 80, 9090',
    ],
    [
      '- port: { number: 9090 }',
      '- port: { number: 91 }',
      '24: The Service core.shop.svc.cluster.local has no port 91, only 80, 9090',
    ],
    [
      'namespace: shop, port: 80 }',
      'namespace: shop, port: 81 }',
      '32: The Service core.shop has no port 81, only 80, 9090',
    ],
    [
      'serviceName: core',
      'serviceName: core-headless',
      '40: Nothing makes the Service core-headless in the namespace shop, by which its pods get their names',
    ],
  ])('is wrong with %j as %j', (from, to, finding) => {
    expect(check(from, to)).toEqual([`all.yaml:${finding}`]);
  });
});
