import {
  applyDefaults,
  experimentSchema,
} from '@shop-platform/backstage-plugin-chaos-common';
import { HIDDEN } from '../components/hidden';
import { checkEntityRules, POLICY_ANNOTATION, rulesOf } from './entityRules';

type Asked = {
  name?: string;
  hit?: number;
  pods?: number;
  environments?: string[];
};

function findings(text: string, spec: object = {}, asked: Asked = {}) {
  const rules = rulesOf({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations: { [POLICY_ANNOTATION]: text } },
  });
  if (!rules) {
    throw new Error('It has none');
  }
  return checkEntityRules({
    name: 'Payments',
    rules,
    experiment: applyDefaults(
      experimentSchema.parse({
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'NetworkChaos',
        metadata: { name: 'slow', namespace: 'shop' },
        spec: {
          action: 'delay',
          mode: 'one',
          duration: '2m',
          selector: { namespaces: ['shop'] },
          delay: { latency: '100ms' },
          ...spec,
        },
      }),
    ),
    hit: 1,
    pods: 2,
    namespaces: ['shop'],
    environments: ['live'],
    ...asked,
  });
}

const check = (...asked: Parameters<typeof findings>) =>
  findings(...asked)
    .filter(({ ok }) => !ok)
    .map(({ message }) => message);

it('says whose rules let it, and of what one may not see without a name', () => {
  const rules = 'kinds: [NetworkChaos]';
  expect(findings(rules)).toEqual([
    {
      rule: 'entity',
      ok: true,
      message: 'The rules of Payments let it',
      says: { code: 'ownRules', values: { component: 'Payments' } },
    },
  ]);
  expect(findings(rules, {}, { name: HIDDEN })).toEqual([
    {
      rule: 'entity',
      ok: true,
      message: 'The rules of a component that you may not see let it',
      says: { code: 'ownRulesHidden', values: {} },
    },
  ]);
});

it('narrows the kinds, the time and the part of the pods', () => {
  expect(
    check('{kinds: [NetworkChaos], maxDuration: 2m, maxPercentage: 50}'),
  ).toEqual([]);
  expect(check('kinds: [PodChaos]')).toEqual([
    `Only PodChaos may hit it (${POLICY_ANNOTATION} of Payments)`,
  ]);
  expect(check('kinds: []')).toEqual([
    expect.stringMatching(/^Nothing may hit it/),
  ]);
  expect(check('maxDuration: 1m')).toEqual([
    expect.stringMatching(/at most 60 s/),
  ]);
  expect(check('maxDuration: 1m', { duration: undefined })).toHaveLength(1);
  expect(check('maxPercentage: 50', {}, { hit: 2, pods: 3 })).toEqual([
    expect.stringMatching(/^2 of its 3 pods would be hit; at most 1 may/),
  ]);
  // One may always be hit.
  expect(check('maxPercentage: 1', {}, { hit: 1, pods: 3 })).toEqual([]);
});

it('narrows the namespaces and the environments', () => {
  expect(check('{namespaces: [shop], environments: [live, test]}')).toEqual([]);
  expect(check('namespaces: [shop-test]')).toEqual([
    `It may not be hit in shop, only in shop-test (${POLICY_ANNOTATION} of Payments)`,
  ]);
  expect(check('environments: [test]')).toEqual([
    expect.stringMatching(
      /^It may not be hit in live, only in test of chaos\.policy\.environments/,
    ),
  ]);
  // Where it lies in several, it has to let itself be hit in each.
  expect(
    check('environments: [test]', {}, { environments: ['test', 'live'] }),
  ).toEqual([expect.stringMatching(/^It may not be hit in live,/)]);
  // What lies in none lies in none of those.
  expect(check('environments: [test]', {}, { environments: [] })).toEqual([
    expect.stringMatching(/in what lies in no environment, only in test/),
  ]);
  expect(check('environments: []')).toEqual([
    expect.stringMatching(/only in no environment/),
  ]);
});

it('lets nothing hit what has rules that cannot be read', () => {
  for (const [text, message] of [
    ['kinds: [', /cannot be read/],
    ['maxDurations: 1m', /cannot be read.*maxDurations/],
    ['maxDuration: soon', /cannot be read.*maxDuration/],
    ['maxPercentage: 200', /cannot be read.*maxPercentage/],
    ['hours: [{zone: Kyiv, from: "09:00", to: "17:00"}]', /hours\.0\.zone/],
    ['hours: [{zone: UTC, from: "9", to: "17:00"}]', /hours\.0\.from/],
    [
      'freezes: [{from: "2026-11-28T00:00:00Z", to: "2026-11-27T00:00:00Z", reason: Sale}]',
      /freezes\.0: has to end after it begins/,
    ],
    ['', /cannot be read/],
  ] as const) {
    expect(check(text)).toEqual([expect.stringMatching(message)]);
  }
});
