import { appliedFields, restrictTo, unite } from './appliedFields';

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'core',
    namespace: 'shop',
    uid: 'u',
    labels: { ours: 'a', theirs: 'b' },
    finalizers: ['a/b', 'c/d'],
    managedFields: [
      {
        manager: 'portal',
        operation: 'Apply',
        fieldsV1: {
          'f:metadata': {
            'f:labels': { 'f:ours': {} },
            'f:finalizers': { 'v:"a/b"': {} },
          },
          'f:spec': {
            'f:template': {
              'f:containers': {
                'k:{"name":"service"}': {
                  '.': {},
                  'f:image': {},
                  'f:name': {},
                  'f:ports': {
                    'k:{"containerPort":8080,"protocol":"TCP"}': {
                      '.': {},
                      'f:containerPort': {},
                    },
                  },
                  'f:gone': {},
                },
              },
            },
          },
        },
      },
      { manager: 'portal', operation: 'Update', fieldsV1: { 'f:status': {} } },
      {
        manager: 'autoscaler',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ],
  },
  spec: {
    replicas: 7,
    template: {
      containers: [
        { name: 'sidecar', image: 'istio' },
        {
          name: 'service',
          image: 'core:1',
          terminationMessagePath: '/dev/null',
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
        },
      ],
    },
  },
  status: { replicas: 7 },
};

describe('restrictTo', () => {
  it('is as much of an object as one manager has applied', () => {
    expect(restrictTo(object, appliedFields(object, 'portal'))).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'core',
        namespace: 'shop',
        labels: { ours: 'a' },
        finalizers: ['a/b'],
      },
      spec: {
        template: {
          containers: [
            {
              name: 'service',
              image: 'core:1',
              ports: [{ containerPort: 8080, protocol: 'TCP' }],
            },
          ],
        },
      },
    });
  });

  it('gives back what was taken over, and leaves out what was not there', () => {
    const taken = { 'f:spec': { 'f:replicas': {}, 'f:paused': {} } };
    const fields = unite(appliedFields(object, 'nobody'), taken);
    expect(restrictTo(object, fields)).toMatchObject({ spec: { replicas: 7 } });
    expect(restrictTo(object, fields).spec).toEqual({ replicas: 7 });
  });
});
