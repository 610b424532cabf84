import { mockCredentials } from '@backstage/backend-test-utils';
import { MemoryTraceStore } from '../__testUtils__/MemoryTraceStore';
import { startTraces } from '../__testUtils__/startTraces';
import { createTrace } from '../__testUtils__/traces';

describe('the actions', () => {
  const eu = new MemoryTraceStore();
  let portal: Awaited<ReturnType<typeof startTraces>>;

  beforeAll(async () => {
    portal = await startTraces({ stores: { eu } });
  });

  it('only read, and describe every input', async () => {
    const { actions } = await portal.actionsRegistry.list();

    expect(actions.map(({ name }) => name)).toEqual([
      'find-traces',
      'get-trace',
    ]);
    for (const { attributes, schema, examples = [] } of actions) {
      expect(attributes).toEqual({
        readOnly: true,
        destructive: false,
        idempotent: true,
      });
      const inputs = Object.values(schema.input.properties ?? {});
      expect(inputs.length).toBeGreaterThan(3);
      inputs.forEach(input =>
        expect(input).toMatchObject({ description: expect.any(String) }),
      );
      expect(examples.length).toBeGreaterThan(0);
    }
  });

  it('have examples that work', async () => {
    const { actions } = await portal.actionsRegistry.list();
    eu.traces = [
      createTrace('4bf92f3577b34da6a3ce929d0e0e4736', [
        { spanId: 'a', service: 'orders', at: 0 },
      ]),
    ];

    for (const { name, examples = [] } of actions) {
      for (const { input } of examples) {
        expect(
          await portal.actionsRegistry.invoke({
            id: `test:${name}`,
            input,
            credentials: mockCredentials.user(),
          }),
        ).toMatchObject({ output: { notes: expect.any(Array) } });
      }
    }
  });
});
