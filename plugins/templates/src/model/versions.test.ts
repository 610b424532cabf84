import { toFormData } from './versions';

describe('toFormData', () => {
  it('fills in the form of an upgrade', () => {
    const query = toFormData({
      template: 'istio-mesh',
      version: '1.0.0',
      manifest: '.template/istio-mesh.json',
      entityRefs: ['resource:default/mesh', 'resource:default/other'],
      changedFiles: [],
    });
    expect(
      JSON.parse(new URLSearchParams(query).get('formData') ?? ''),
    ).toEqual({
      component: 'resource:default/mesh',
      manifest: '.template/istio-mesh.json',
    });
  });
});
