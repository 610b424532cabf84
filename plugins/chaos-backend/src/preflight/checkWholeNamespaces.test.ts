import { type Pod } from '@shop-platform/backstage-plugin-clusters-node';
import { checkWholeNamespaces } from './checkWholeNamespaces';

function pod(
  name: string,
  { namespace = 'shop', owner, component, phase = 'Running' }: Fields = {},
): Pod {
  return {
    metadata: {
      name,
      namespace,
      uid: name,
      resourceVersion: '1',
      labels: component ? { component } : {},
      annotations: {},
      ownerReferences: owner
        ? [
            {
              apiVersion: 'apps/v1',
              kind: 'StatefulSet',
              name: owner,
              uid: owner,
              controller: true,
            },
          ]
        : [],
    },
    spec: { containers: [] },
    status: { phase, conditions: [], containerStatuses: [] },
  };
}
type Fields = {
  namespace?: string;
  owner?: string;
  component?: string;
  phase?: Pod['status']['phase'];
};

const payments = ['payments-0', 'payments-1'].map(name =>
  pod(name, { owner: 'payments' }),
);
const ledger = pod('ledger-0', { owner: 'ledger' });
const shell = pod('shell');

const check = (
  hit: Pod[],
  { most = hit.length, all = hit }: { most?: number; all?: Pod[] } = {},
) =>
  checkWholeNamespaces({ pods: hit, taken: { least: 0, most } }, all, {
    ofPod: ({ labels = {} }) =>
      labels.component
        ? {
            ref: labels.component,
            title: labels.component,
            hasPod: () => true,
            dependents: [],
            owners: [],
          }
        : undefined,
  });

describe('An experiment that may hit all of a namespace', () => {
  it('is refused, with what to change', () => {
    expect(check([...payments, ledger, shell])).toMatchObject([
      {
        rule: 'targets',
        ok: false,
        path: 'spec.selector',
        message:
          'It may hit all 4 pods of shop at once, which are of 3 workloads; say with labelSelectors whose pods are meant, or take fewer of them with mode: one',
      },
    ]);
  });

  it('is refused in one of several namespaces, also where it hits fewer than it means', () => {
    const others = ['a', 'b', 'c'].map(name =>
      pod(name, { namespace: 'test' }),
    );
    expect(check([ledger, shell, ...others], { most: 2 })).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^It may hit all 2 pods of shop/),
      }),
    ]);
    expect(check([ledger, shell, ...others], { most: 1 })).toEqual([]);
  });

  it('does not get by for a pod that is over', () => {
    for (const phase of ['Succeeded', 'Failed'] as const) {
      expect(
        check([ledger, shell], {
          all: [ledger, shell, pod('migration', { phase })],
        }),
      ).toHaveLength(1);
    }
  });

  it('is let where the namespace is of one workload or one component', () => {
    expect(check(payments)).toEqual([]);
    expect(check([shell])).toEqual([]);
    const parts = (component?: string) =>
      ['app', 'cache'].map(owner =>
        pod(owner, { owner, ...(component ? { component } : {}) }),
      );
    expect(check(parts('payments'))).toEqual([]);
    expect(check(parts())).toHaveLength(1);
  });

  it('is none that hits all pods of one component among others', () => {
    expect(check(payments, { all: [...payments, ledger] })).toEqual([]);
  });
});
