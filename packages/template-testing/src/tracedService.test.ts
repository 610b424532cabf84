import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { TEMPLATES_FOLDER } from './template/findTemplates';

// The golden files are what is rendered, which `templates.test.ts` holds them to;
// this says what of them is no matter of taste.
const TEMPLATE = join(TEMPLATES_FOLDER, 'traced-service');
const GOLDEN = join(TEMPLATE, 'tests/golden');

const readManifest = (testCase: string, name: string): unknown =>
  parse(readFileSync(join(GOLDEN, testCase, 'k8s', `${name}.yaml`), 'utf8'));

/** The page of the form that asks which services are called. */
const callsSchema = z.object({
  properties: z.object({
    calls: z.object({ items: z.object({ enum: z.array(z.string()) }) }),
  }),
  allOf: z.array(
    z.object({
      if: z.object({
        properties: z.object({
          name: z.object({ const: z.string() }).optional(),
        }),
      }),
      then: z.object({
        properties: z.object({
          calls: z.object({ errorMessage: z.string() }).optional(),
        }),
      }),
    }),
  ),
});

const some = z.array(z.record(z.string(), z.unknown())).min(1);
const policySchema = z.object({
  spec: z.object({
    ingress: z.array(z.object({ from: some, ports: some })).min(1),
    egress: z.array(z.object({ to: some, ports: some.optional() })).min(1),
  }),
});

const spec = (pod: object) => ({ spec: { template: { spec: pod } } });

const SPOT = { key: 'cloud.google.com/gke-spot', effect: 'NoSchedule' };

describe('the form of a traced service', () => {
  it('has a reason for each service that may be called not to call itself', () => {
    const { spec: template } = parse(
      readFileSync(join(TEMPLATE, 'template.yaml'), 'utf8'),
    );
    const { properties, allOf } = callsSchema.parse(template.parameters[1]);
    const reasons = new Map(
      allOf.map(({ if: { properties: asked }, then }) => [
        asked.name?.const,
        then.properties.calls?.errorMessage,
      ]),
    );
    expect(properties.calls.items.enum.map(name => reasons.get(name))).toEqual(
      Array(5).fill('Others only, since a service cannot call itself'),
    );
  });
});

describe('the manifests of a traced service', () => {
  it('have every part of one that is run for others', () => {
    expect(readManifest('defaults', 'kustomization')).toMatchObject({
      resources: [
        'service-account.yaml',
        'deployment.yaml',
        'service.yaml',
        'autoscaler.yaml',
        'disruption-budget.yaml',
        'network-policy.yaml',
      ],
    });
  });

  it('ask for what a pod needs, limit it, and spread the pods over zones and nodes', () => {
    const amounts = { cpu: expect.anything(), memory: expect.anything() };
    expect(readManifest('defaults', 'deployment')).toMatchObject(
      spec({
        serviceAccountName: 'wish-lists',
        containers: [{ resources: { requests: amounts, limits: amounts } }],
        topologySpreadConstraints: [
          { topologyKey: 'topology.kubernetes.io/zone' },
          { topologyKey: 'kubernetes.io/hostname' },
        ],
      }),
    );
  });

  it('let pods run on spot nodes where their owner allows it, and nowhere else', () => {
    expect(readManifest('spot', 'deployment')).toMatchObject(
      spec({ tolerations: [SPOT] }),
    );
    expect(readManifest('defaults', 'deployment')).not.toHaveProperty(
      'spec.template.spec.tolerations',
    );
  });

  it('scale by processor and memory, and keep pods while nodes go', () => {
    expect(readManifest('defaults', 'autoscaler')).toMatchObject({
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'wish-lists' },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu' } },
          { type: 'Resource', resource: { name: 'memory' } },
        ],
      },
    });
    expect(readManifest('defaults', 'disruption-budget')).toMatchObject({
      spec: { maxUnavailable: 1 },
    });
  });

  it.each([
    ['defaults', []],
    ['everything', ['core', 'payments']],
  ])(
    'let nothing in or out of %s that they do not name',
    (testCase, callees) => {
      const policy = readManifest(testCase, 'network-policy');
      expect(policy).toMatchObject({
        spec: { policyTypes: ['Ingress', 'Egress'] },
      });
      const { egress } = policySchema.parse(policy).spec;
      // No rule is for everybody, and none for every port but of those who are called,
      // who each have one of their own choice.
      expect(egress.filter(({ ports }) => !ports)).toEqual(
        callees.map(name => ({
          to: [
            {
              podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
            },
          ],
        })),
      );
    },
  );
});
