import { eventually } from '../../__testUtils__/scratch';
import { Body } from '../__testUtils__/ApiClient';
import { configMap, deployment, pod } from '../__testUtils__/manifests';
import { openTarget, Target } from '../__testUtils__/target';

jest.setTimeout(120_000);

describe('core: the built-in kinds of a Kubernetes API', () => {
  let target: Target;
  let root: string;

  const api = () => target.api;
  const create = async (body: object, path = 'configmaps'): Promise<Body> => {
    const answer = await api().post(`${root}/${path}`, body);
    expect(answer).toMatchObject({ code: 201 });
    return answer.body;
  };

  beforeAll(async () => {
    target = await openTarget();
    root = `/api/v1/namespaces/${target.namespace}`;
    await api().post('/api/v1/namespaces', {
      metadata: { name: target.namespace },
    });
    await eventually(
      async () =>
        (await api().get(`${root}/serviceaccounts/default`)).code === 200,
    );
  });

  afterAll(async () => {
    await target.stop();
  });

  it('answers those whom it does not know with 401', async () => {
    // An empty one is not sent at all.
    for (const token of ['', 'nobody', 'a.b.c']) {
      expect(await api().get(`${root}/pods`, { token })).toMatchObject({
        code: 401,
        body: { kind: 'Status', reason: 'Unauthorized' },
      });
    }
  });

  it('lets nobody do what no role allows', async () => {
    const headers = { 'impersonate-user': 'somebody' };
    expect(await api().get(`${root}/pods`, { headers })).toMatchObject({
      code: 403,
      body: {
        reason: 'Forbidden',
        message: `pods is forbidden: User "somebody" cannot list resource "pods" in API group "" in the namespace "${target.namespace}"`,
      },
    });
  });

  it('tells what it serves, at once and group by group', async () => {
    const { body } = await api().get('/apis/apps/v1');
    expect(body.resources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'deployments', kind: 'Deployment' }),
        expect.objectContaining({ name: 'deployments/scale', kind: 'Scale' }),
      ]),
    );
    const all = await api().get('/apis', {
      accept:
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    });
    expect(all.body.kind).toBe('APIGroupDiscoveryList');
    expect(all.body.items?.map(item => item.metadata?.name)).toEqual(
      expect.arrayContaining(['apps', 'batch', 'policy']),
    );
  });

  it('refuses a stale write, and one to another object of that name', async () => {
    const made = await create(configMap('stale', { a: '1' }));
    const path = `${root}/configmaps/stale`;
    const newer = await api().put(path, { ...made, data: { a: '2' } });
    expect(newer.code).toBe(200);
    expect(await api().put(path, { ...made, data: { a: '3' } })).toMatchObject({
      code: 409,
      body: {
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again',
      },
    });
    expect(
      await api().delete(path, { preconditions: { uid: 'another' } }),
    ).toMatchObject({ code: 409 });
    // A write of the same is no write.
    const same = await api().put(path, newer.body);
    expect(same.body.metadata?.resourceVersion).toBe(
      newer.body.metadata?.resourceVersion,
    );
  });

  it('tells what is wrong with an object, and stores nothing of it', async () => {
    const unnamed = await api().post(`${root}/configmaps`, { data: {} });
    expect(unnamed).toMatchObject({
      code: 422,
      body: { reason: 'Invalid' },
    });
    expect(unnamed.body.message).toContain(
      'metadata.name: Required value: name or generateName is required',
    );
    const apps = `/apis/apps/v1/namespaces/${target.namespace}/deployments`;
    const wrongType = deployment('wrong');
    const answer = await api().post(apps, {
      ...wrongType,
      spec: { ...wrongType.spec, replicas: 'two' },
    });
    expect(answer).toMatchObject({ code: 400 });
    const unknown = { ...configMap('unknown'), dta: { a: '1' } };
    const strict = await api().post(
      `${root}/configmaps?fieldValidation=Strict`,
      unknown,
    );
    expect(strict.body.message).toContain('unknown field "dta"');
    const warned = await api().post(
      `${root}/configmaps?fieldValidation=Warn&dryRun=All`,
      unknown,
    );
    expect(warned.code).toBe(201);
    expect(warned.warnings.join()).toContain('unknown field');
    expect((await api().get(`${root}/configmaps/unknown`)).code).toBe(404);
    expect((await api().get(`${root}/nonsense`)).code).toBe(404);
  });

  it('keeps selectors as they are, and counts generations', async () => {
    const apps = `/apis/apps/v1/namespaces/${target.namespace}/deployments`;
    const { body, code } = await api().post(apps, deployment('counted'));
    expect([code, body.metadata?.generation]).toEqual([201, 1]);
    const labelled = await api().patch(`${apps}/counted`, 'merge', {
      metadata: { labels: { tier: 'web' } },
    });
    expect(labelled.body.metadata?.generation).toBe(1);
    const scaled = await api().patch(`${apps}/counted/scale`, 'merge', {
      spec: { replicas: 3 },
    });
    expect(scaled.body).toMatchObject({ kind: 'Scale', spec: { replicas: 3 } });
    const selector = await api().patch(`${apps}/counted`, 'merge', {
      spec: {
        selector: { matchLabels: { app: 'x' } },
        template: { metadata: { labels: { app: 'x' } } },
      },
    });
    expect(selector.code).toBe(422);
    expect(selector.body.message).toContain('field is immutable');
    await api().delete(`${apps}/counted`);
  });

  it('merges lists by their keys, and removes by patches', async () => {
    const apps = `/apis/apps/v1/namespaces/${target.namespace}/deployments`;
    await api().post(apps, deployment('merged'));
    const container = (fields: object) => ({
      spec: {
        template: { spec: { containers: [{ name: 'merged', ...fields }] } },
      },
    });
    const { body } = await api().patch(
      `${apps}/merged`,
      'strategic-merge',
      container({ env: [{ name: 'MORE', value: '1' }] }),
    );
    expect(body).toMatchObject(
      container({
        image: 'shop/core:1',
        env: [{ name: 'MORE' }, { name: 'LEVEL' }].map(expect.objectContaining),
      }),
    );
    const removed = await api().patch(
      `${apps}/merged`,
      'strategic-merge',
      container({ env: [{ name: 'LEVEL', $patch: 'delete' }] }),
    );
    expect(removed.body).toMatchObject(
      container({ env: [{ name: 'MORE', value: '1' }] }),
    );
    const tested = await api().patch(`${apps}/merged`, 'json', [
      { op: 'test', path: '/spec/replicas', value: 9 },
      { op: 'replace', path: '/spec/replicas', value: 1 },
    ]);
    expect(tested.code).toBe(422);
    await api().delete(`${apps}/merged`);
  });

  it('drops from an object what an apply no longer holds', async () => {
    const path = `${root}/configmaps/applied?fieldManager=one`;
    const apply = (data: object) =>
      api().patch(path, 'apply', { ...configMap('applied'), data });
    expect((await apply({ a: '1', b: '2' })).code).toBe(201);
    await api().patch(`${root}/configmaps/applied`, 'merge', {
      data: { c: '3' },
    });
    expect((await apply({ a: '1' })).body.data).toEqual({ a: '1', c: '3' });
  });

  it('lists page by page, as it was when the first was asked for', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) {
      await create({
        ...configMap(name),
        metadata: { name, labels: { paged: 'yes' } },
      });
    }
    const path = `${root}/configmaps?limit=2&labelSelector=paged`;
    const first = await api().get(path);
    const names = (body: Body) => body.items?.map(item => item.metadata?.name);
    expect(names(first.body)).toEqual(['page-a', 'page-b']);
    await api().delete(`${root}/configmaps/page-c`);
    const token = encodeURIComponent(first.body.metadata?.continue ?? '');
    const second = await api().get(`${path}&continue=${token}`);
    expect(names(second.body)).toEqual(['page-c']);
    expect(second.body.metadata?.resourceVersion).toBe(
      first.body.metadata?.resourceVersion,
    );
  });

  it('selects by labels and fields, and refuses what is no selector', async () => {
    await create(pod('selected', { app: 'a', tier: 'web' }), 'pods');
    const names = async (query: string) =>
      (await api().get(`${root}/pods?${query}`)).body.items?.map(
        item => item.metadata?.name,
      );
    const on = encodeURIComponent;
    expect(await names(`labelSelector=${on('app in (a,b),!old')}`)).toEqual([
      'selected',
    ]);
    expect(await names(`labelSelector=${on('tier!=web')}`)).toEqual([]);
    expect(
      await names(`fieldSelector=${on('status.phase=Pending,spec.nodeName=')}`),
    ).toEqual(['selected']);
    expect(
      (await api().get(`${root}/pods?fieldSelector=spec.nonsense%3D1`)).code,
    ).toBe(400);
    expect(
      (await api().get(`${root}/pods?labelSelector=${on('a in')}`)).code,
    ).toBe(400);
  });

  it('watches from a version on, out of and into sight', async () => {
    const made = await create({
      ...configMap('seen'),
      metadata: { name: 'seen', labels: { seen: 'yes' } },
    });
    const events = target.api.watch(
      `${root}/configmaps?watch=1&labelSelector=seen%3Dyes&resourceVersion=${made.metadata?.resourceVersion}`,
    );
    const path = `${root}/configmaps/seen`;
    const label = (seen: string) =>
      api().patch(path, 'merge', { metadata: { labels: { seen } } });
    await api().patch(path, 'merge', { data: { a: '1' } });
    await label('no');
    await label('yes');
    await api().delete(path);
    const types: string[] = [];
    for await (const { type } of events) {
      types.push(type);
      if (types.length === 4) {
        break;
      }
    }
    expect(types).toEqual(['MODIFIED', 'DELETED', 'ADDED', 'DELETED']);
  });

  it('keeps an object until its finalizers are done', async () => {
    const name = 'finalized';
    await create({
      ...configMap(name),
      metadata: { name, finalizers: ['example.com/wait'] },
    });
    const path = `${root}/configmaps/${name}`;
    const marked = await api().delete(path);
    expect(marked.body.metadata?.deletionTimestamp).toBeDefined();
    expect((await api().get(path)).code).toBe(200);
    await api().patch(path, 'merge', { metadata: { finalizers: null } });
    expect((await api().get(path)).code).toBe(404);
  });

  it('collects what belongs to nobody any more', async () => {
    const owner = await create(configMap('owner'));
    const owned = (name: string) => ({
      ...configMap(name),
      metadata: {
        name,
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: 'owner',
            uid: owner.metadata?.uid,
          },
        ],
      },
    });
    const patient = await create({
      ...configMap('patient'),
      metadata: { name: 'patient', finalizers: ['foregroundDeletion'] },
    });
    await create({
      ...configMap('not-yet'),
      metadata: {
        name: 'not-yet',
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: 'patient',
            uid: patient.metadata?.uid,
          },
        ],
      },
    });
    await create(owned('owned'));
    await api().delete(`${root}/configmaps/owner`);
    await eventually(
      async () => (await api().get(`${root}/configmaps/owned`)).code === 404,
    );
    expect((await api().get(`${root}/configmaps/not-yet`)).code).toBe(200);
    const second = await create(configMap('owner'));
    await create({
      ...owned('kept'),
      metadata: {
        name: 'kept',
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: 'owner',
            uid: second.metadata?.uid,
          },
        ],
      },
    });
    await api().delete(`${root}/configmaps/owner`, {
      propagationPolicy: 'Orphan',
    });
    await eventually(
      async () => (await api().get(`${root}/configmaps/owner`)).code === 404,
    );
    const kept = await api().get(`${root}/configmaps/kept`);
    expect(kept.body.metadata?.ownerReferences).toBeUndefined();
  });

  it('empties a namespace that ends, and lets nothing new in', async () => {
    const name = `${target.namespace}-ending`;
    await api().post('/api/v1/namespaces', { metadata: { name } });
    const inside = `/api/v1/namespaces/${name}/configmaps`;
    await api().post(inside, {
      metadata: { name: 'held', finalizers: ['example.com/wait'] },
    });
    await api().delete(`/api/v1/namespaces/${name}`);
    expect(await api().post(inside, configMap('late'))).toMatchObject({
      code: 403,
    });
    await eventually(
      async () =>
        (await api().get(`${inside}/held`)).body.metadata?.deletionTimestamp !==
        undefined,
    );
    await api().patch(`${inside}/held`, 'merge', {
      metadata: { finalizers: null },
    });
    await eventually(
      async () => (await api().get(`/api/v1/namespaces/${name}`)).code === 404,
    );
  });
});
