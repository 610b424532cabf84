import { openTarget, Target } from '../__testUtils__/target';

jest.setTimeout(120_000);

const group = `conformance-${process.pid}.example.com`;
const name = `widgets.${group}`;

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: {
    group,
    scope: 'Cluster',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: ['v1', 'v1beta1'].map(version => ({
      name: version,
      served: true,
      storage: version === 'v1',
      subresources: { status: {} },
      additionalPrinterColumns: [
        { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
        {
          name: 'Ready',
          type: 'string',
          jsonPath: '.status.conditions[?(@.type=="Ready")].status',
        },
      ],
      schema: {
        openAPIV3Schema: {
          type: 'object',
          required: ['spec'],
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              properties: {
                size: { type: 'integer', minimum: 1 },
                mode: {
                  type: 'string',
                  enum: ['on', 'off'],
                  maxLength: 3,
                  default: 'on',
                },
                timeout: { type: 'string', format: 'duration' },
                parts: {
                  type: 'array',
                  'x-kubernetes-list-type': 'map',
                  'x-kubernetes-list-map-keys': ['name'],
                  items: {
                    type: 'object',
                    required: ['name'],
                    properties: {
                      name: { type: 'string' },
                      weight: { type: 'integer' },
                    },
                  },
                },
              },
              'x-kubernetes-validations': [
                {
                  rule: '!has(self.parts) || self.parts.size() <= self.size',
                  message: 'no more parts than its size',
                },
                {
                  rule: 'self.size >= oldSelf.size',
                  // Of what has an end: the cost of a message is bounded.
                  messageExpression: '"it cannot shrink while " + self.mode',
                },
                {
                  rule: "!has(self.timeout) || self.timeout < duration('1h')",
                  message: 'within an hour',
                },
              ],
            },
            status: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      },
    })),
  },
};

describe('crd: custom resources of a Kubernetes API', () => {
  let target: Target;
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const root = `/apis/${group}/v1/widgets`;

  const widget = (widgetName: string, spec: object) => ({
    apiVersion: `${group}/v1`,
    kind: 'Widget',
    metadata: { name: widgetName },
    spec,
  });
  const create = (body: object) => target.api.post(root, body);

  beforeAll(async () => {
    target = await openTarget();
    const { code: created, body } = await target.api.post(
      definitions,
      definition,
    );
    if (created !== 201) {
      throw new Error(`The definition is refused: ${body.message}`);
    }
    for (let code = 404; code !== 200; ) {
      ({ code } = await target.api.get(root));
    }
  });

  afterAll(async () => {
    await target.api.delete(`${definitions}/${name}`);
    await target.stop();
  });

  it('fills in defaults and leaves out what is unknown', async () => {
    const { code, body } = await create({
      ...widget('defaulted', { size: 2, nonsense: true }),
      status: { ready: true },
    });
    expect(code).toBe(201);
    expect(body.spec).toEqual({ size: 2, mode: 'on' });
    expect(body.status).toBeUndefined();
  });

  it.each([
    [{ size: 0 }, 'spec.size'],
    [{ size: 'two' }, 'spec.size'],
    [{ size: 1, mode: 'half' }, 'Unsupported value: "half"'],
    [{}, 'spec.size: Required value'],
    [{ size: 1, timeout: 'soon' }, 'spec.timeout'],
    [{ size: 1, timeout: '90m' }, 'within an hour'],
    [
      { size: 1, parts: [{ name: 'a' }, { name: 'b' }] },
      'spec: Invalid value: no more parts than its size',
    ],
    [{ size: 3, parts: [{ name: 'a' }, { name: 'a' }] }, 'Duplicate value'],
  ])('refuses %j', async (spec, message) => {
    const { code, body } = await create(widget('refused', spec));
    expect([code, body.reason]).toEqual([422, 'Invalid']);
    expect(body.message).toContain(message);
  });

  it('holds rules of change', async () => {
    await create(widget('grown', { size: 5 }));
    const { code, body } = await target.api.patch(`${root}/grown`, 'merge', {
      spec: { size: 4 },
    });
    expect(code).toBe(422);
    expect(body.message).toContain('it cannot shrink while on');
  });

  it('keeps status and spec apart, and counts what is wanted', async () => {
    await create(widget('apart', { size: 1 }));
    const status = await target.api.patch(`${root}/apart/status`, 'merge', {
      spec: { size: 9 },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    });
    expect(status.body).toMatchObject({
      spec: { size: 1 },
      metadata: { generation: 1 },
    });
    const spec = await target.api.patch(`${root}/apart`, 'merge', {
      spec: { size: 2 },
      status: { conditions: [] },
    });
    expect(spec.body).toMatchObject({
      spec: { size: 2 },
      metadata: { generation: 2 },
      status: { conditions: [{ status: 'True' }] },
    });
    const table = await target.api.get(`${root}/apart`, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(table.body).toMatchObject({
      kind: 'Table',
      rows: [{ cells: ['apart', 2, 'True'] }],
    });
  });

  it('merges lists of an apply by their keys', async () => {
    const apply = (manager: string, parts: object[]) =>
      target.api.patch(
        `${root}/merged?fieldManager=${manager}`,
        'apply',
        widget('merged', { size: 5, parts }),
      );
    await apply('one', [{ name: 'a', weight: 1 }]);
    const both = await apply('two', [{ name: 'b', weight: 2 }]);
    expect(both.body.spec?.parts).toEqual([
      { name: 'a', weight: 1 },
      { name: 'b', weight: 2 },
    ]);
    const conflict = await apply('two', [{ name: 'a', weight: 3 }]);
    expect(conflict).toMatchObject({ code: 409 });
    expect(conflict.body.message).toContain('.spec.parts[name="a"].weight');
  });

  it('serves all its versions, and no longer once the definition is gone', async () => {
    await create(widget('versions', { size: 1 }));
    const other = await target.api.get(
      `/apis/${group}/v1beta1/widgets/versions`,
    );
    expect(other.body.apiVersion).toBe(`${group}/v1beta1`);
    await target.api.delete(`${definitions}/${name}`);
    for (let code = 200; code !== 404; ) {
      ({ code } = await target.api.get(root));
    }
  });
});
