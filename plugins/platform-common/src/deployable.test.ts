import { readDeployable } from './deployable';

const component = (
  annotations: Record<string, string>,
  kind = 'Component',
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'loyalty-service', annotations },
});

const SOURCE = 'backstage.io/source-location';
const ID = 'backstage.io/kubernetes-id';

describe('readDeployable', () => {
  it('reads where a component is and comes from', () => {
    expect(
      readDeployable(
        component({
          [SOURCE]: 'url:https://github.com/shop/loyalty/tree/main/',
          [ID]: 'loyalty-service',
          'backstage.io/kubernetes-namespace': 'shop',
        }),
      ),
    ).toEqual({
      kubernetesId: 'loyalty-service',
      namespace: 'shop',
      sourceUrl: 'https://github.com/shop/loyalty/tree/main/',
    });
  });

  it.each([
    ['without a Kubernetes id', { [SOURCE]: 'url:https://github.com/a/b' }],
    ['without a source', { [ID]: 'a' }],
    ['from a file', { [ID]: 'a', [SOURCE]: 'file:/catalog-info.yaml' }],
  ])('knows none %s', (_case, annotations) => {
    expect(readDeployable(component(annotations))).toBeUndefined();
  });

  it('knows components only', () => {
    const annotations = { [ID]: 'a', [SOURCE]: 'url:https://github.com/a/b' };
    expect(readDeployable(component(annotations, 'API'))).toBeUndefined();
  });
});
