import { parse, stringify } from 'yaml';
import { inNamespace } from './inNamespace';

const experiment = (namespace: string, others: object = {}) => ({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace },
  spec: {
    action: 'delay',
    selector: {
      namespaces: [namespace],
      labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
    },
    ...others,
  },
});

it('puts an experiment into a namespace, with what is at the other end', () => {
  const target = (...namespaces: string[]) => ({
    target: { mode: 'all', selector: { namespaces } },
  });
  const text = stringify(experiment('shop', target('shop', 'bank')));
  expect(parse(inNamespace(text, 'staging'))).toEqual(
    experiment('staging', target('staging', 'bank')),
  );
});

it('keeps what people wrote beside it', () => {
  const text = `# Once a week\n${stringify(experiment('shop'))}`;
  expect(inNamespace(text, 'staging')).toMatch(/^# Once a week\n/);
  expect(inNamespace(text, 'shop')).toBe(text);
});

it.each([
  ['nothing', ''],
  ['no YAML', 'spec: ['],
  ['a Workflow', 'kind: Workflow\nmetadata: { namespace: shop }\nspec: {}\n'],
])('leaves %s alone', (_, text) => {
  expect(inNamespace(text, 'staging')).toBe(text);
});
