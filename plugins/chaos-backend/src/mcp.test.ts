import { mockCredentials } from '@backstage/backend-test-utils';
import {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from '@shop-platform/backstage-plugin-platform-node/testUtils';
import { type JsonObject } from '@backstage/types';
import request from 'supertest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { FakeCluster } from './__testUtils__/FakeCluster';
import { createService, startChaos } from './__testUtils__/startChaos';

jest.setTimeout(120_000);

const manifest = stringify({
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'NetworkChaos',
  metadata: { name: 'slow', namespace: 'shop' },
  spec: {
    action: 'delay',
    mode: 'all',
    duration: '2m',
    selector: {
      namespaces: ['shop'],
      labelSelectors: { 'backstage.io/kubernetes-id': 'payments' },
    },
    delay: { latency: '300ms' },
  },
});
const experiment = { cluster: 'west', manifest };
const start = { ...experiment, confirmation: 'shop' };
const PERSON = mockCredentials.user.header();

const toolsSchema = z.object({
  tools: z.array(
    z.looseObject({
      name: z.string(),
      annotations: z.looseObject({ readOnlyHint: z.boolean() }),
    }),
  ),
});
const answerSchema = z.object({
  content: z.tuple([z.looseObject({ text: z.string() })]),
  isError: z.boolean().optional(),
});

describeOnPostgres(`Chaos through MCP on PostgreSQL${whySkipped}`, () => {
  const getDatabase = createTestSchema();
  let west: FakeCluster;
  let chaos: Awaited<ReturnType<typeof startChaos>>;

  /** Asks the endpoint that agents ask, without a session, as it has none. */
  async function call(
    method: string,
    params: JsonObject,
    authorization: string,
  ) {
    const { status, text } = await request(chaos.server)
      .post('/api/mcp-actions/v1')
      .set({
        accept: 'application/json, text/event-stream',
        authorization,
      })
      .send({ jsonrpc: '2.0', id: 1, method, params });
    expect({ status, text }).toMatchObject({ status: 200 });
    const [, data = text] = /^data: (.*)$/m.exec(text) ?? [];
    return z.object({ result: z.unknown() }).parse(JSON.parse(data)).result;
  }
  const use = async (name: string, input: JsonObject, who = PERSON) =>
    answerSchema.parse(
      await call(
        'tools/call',
        { name: `chaos.${name}`, arguments: input },
        who,
      ),
    );
  /** What the tool gave, out of the text that agents read. */
  const read = ({ content: [{ text }] }: z.infer<typeof answerSchema>) => text;

  beforeAll(async () => {
    west = await FakeCluster.start();
    west.runPod('payments-1', 'payments');
    chaos = await startChaos({
      database: getDatabase(),
      clusters: [{ name: 'west', url: west.url }],
      entities: [createService('payments', ['core']), createService('core')],
      hasMcp: true,
    });
  });

  afterAll(async () => {
    await chaos?.stop();
    await west?.stop();
  });

  it('lists its tools, with which of them only read', async () => {
    const { tools } = toolsSchema.parse(await call('tools/list', {}, PERSON));
    expect(
      tools.map(({ name, annotations }) => [name, annotations.readOnlyHint]),
    ).toEqual([
      ['chaos.dry-run-experiment', true],
      ['chaos.start-experiment', false],
      ['chaos.halt-experiment', false],
      ['chaos.get-experiment', true],
    ]);
  });

  it('tells what an experiment would hit, and whose it is, and touches nothing', async () => {
    const answer = await use('dry-run-experiment', experiment);
    expect(answer.isError).toBeUndefined();
    expect(read(answer)).toMatch(/"mayStart": ?true/);
    expect(read(answer)).toMatch(/shop\/payments-1/);
    expect(read(answer)).toMatch(/group:default\/payments-team/);
    expect(read(answer)).toMatch(/group:default\/core-team/);
    expect(west.applied).toEqual([]);
  });

  it('starts nothing for a service, nor without what a person has confirmed', async () => {
    const refused = await use(
      'start-experiment',
      start,
      mockCredentials.service.header(),
    );
    expect(refused.isError).toBe(true);
    expect(read(refused)).toMatch(/NotAllowedError: Only a person/);

    const unconfirmed = await use('start-experiment', {
      ...start,
      confirmation: 'yes',
    });
    expect(unconfirmed.isError).toBe(true);
    expect(read(unconfirmed)).toMatch(/Confirm by typing/);
    expect(west.applied).toEqual([]);
  });

  it('starts and halts for a person, and knows no tool without the right to it', async () => {
    const started = await use('start-experiment', start);
    expect(started.isError).toBeUndefined();
    expect(west.applied).toHaveLength(1);
    const { body } = await request(chaos.server).get('/api/chaos/runs');
    const [{ id, startedBy }] = body.runs;
    expect(startedBy).toBe('user:default/mock');
    expect((await use('halt-experiment', { id })).isError).toBeUndefined();

    chaos.granted.delete('chaos.run');
    const { tools } = toolsSchema.parse(await call('tools/list', {}, PERSON));
    expect(tools.map(({ name }) => name)).toEqual(['chaos.get-experiment']);
    const hidden = await use('start-experiment', start);
    expect(hidden.isError).toBe(true);
    expect(read(hidden)).toMatch(/not found/);
    expect(west.applied).toHaveLength(1);
  });
});
