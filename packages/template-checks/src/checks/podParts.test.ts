import { placedObjects } from '../__testUtils__/placedObjects';
import { checkPodParts } from './podParts';

const pod = `initContainers:
  - name: schema
    volumeMounts: [{ name: data, mountPath: /data }]
containers:
  - name: main
    ports: [{ name: http, containerPort: 8080 }, { containerPort: 9090 }]
    env: [{ name: PORT, value: '8080' }, { name: LEVEL, value: info }]
    volumeMounts: [{ name: data, mountPath: /data }]
    startupProbe: { httpGet: { port: http } }
    readinessProbe: { tcpSocket: { port: 9090 } }
    livenessProbe: { exec: { command: ['true'] } }
    resources:
      requests: { cpu: 500m, memory: 1Gi, ephemeral-storage: 1e3 }
      limits: { cpu: 1, memory: 1024Mi, ephemeral-storage: 1k }
volumes: [{ name: data, emptyDir: {} }]
`;

const indent = (text: string, by: number) =>
  text.replace(/^(?=.)/gm, ' '.repeat(by));

const deployment = (text: string, kind = 'Deployment') => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: core }
spec:
  template:
    spec:
${indent(text, 6)}`;

const check = (text: string) =>
  checkPodParts(placedObjects(text)).map(
    ({ where, message }) => `${where}: ${message}`,
  );

describe('a pod', () => {
  it('is whole', () => {
    expect(check(deployment(pod))).toEqual([]);
  });

  it.each([
    [
      'volumeMounts: [{ name: data',
      'volumeMounts: [{ name: date',
      '9: schema mounts date, and its pod has no such volume',
    ],
    ['LEVEL', 'PORT', '13: main has the variable PORT twice'],
    [
      'port: http',
      'port: web',
      '15: main is asked by its startupProbe at the port web, which it has not',
    ],
    [
      'port: 9090 } }\n    live',
      'port: metrics } }\n    live',
      '16: main is asked by its readinessProbe at the port metrics, which it has not',
    ],
    [
      'cpu: 500m',
      'cpu: 1001m',
      '19: main requests 1001m of cpu, and its limit is 1',
    ],
    [
      'memory: 1Gi',
      'memory: 1.5Gi',
      '19: main requests 1.5Gi of memory, and its limit is 1024Mi',
    ],
  ])('is not whole with %j as %j', (from, to, finding) => {
    expect(pod).toContain(from);
    expect(check(deployment(pod.replace(from, to)))).toEqual([
      `all.yaml:${finding}`,
    ]);
  });

  it('has the claims of its StatefulSet', () => {
    const without = pod.replace(/volumes: .*\n/, '');
    const claims = '  volumeClaimTemplates: [{ metadata: { name: data } }]\n';
    expect(check(deployment(without, 'StatefulSet') + claims)).toEqual([]);
    expect(check(deployment(without, 'StatefulSet'))).toHaveLength(2);
  });

  it('is found in whatever makes it', () => {
    const wrong = pod.replace('port: http', 'port: web');
    const message =
      'main is asked by its startupProbe at the port web, which it has not';
    const cron = `apiVersion: batch/v1
kind: CronJob
metadata: { name: core }
spec:
  jobTemplate:
    spec:
      template:
        spec:
${indent(wrong, 10)}`;
    expect(check(cron)).toEqual([`all.yaml:17: ${message}`]);
    const alone = `apiVersion: v1
kind: Pod
metadata: { name: core }
spec:
${indent(wrong, 2)}`;
    expect(check(alone)).toEqual([`all.yaml:13: ${message}`]);
  });
});
