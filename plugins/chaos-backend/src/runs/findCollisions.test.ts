import { findCollisions } from './findCollisions';
import { type Run } from './types';

const NOW = Date.parse('2026-11-29T10:00:00Z');

function run(id: string, seconds: number, fields: Partial<Run> = {}): Run {
  return {
    id,
    cluster: 'west',
    region: 'west',
    kind: 'NetworkChaos',
    namespace: 'shop',
    name: id,
    state: 'running',
    startedAt: new Date(NOW - seconds * 1000),
    entities: ['payments'],
    targets: [],
    manifest: '',
    ...fields,
  };
}
const nightly = { parent: { kind: 'Schedule', name: 'nightly' } } as const;
const drill = { parent: { kind: 'Workflow', name: 'drill' } } as const;
const core = { entities: ['core'] };

/** Core depends on payments. */
const read = jest.fn(async () => ({
  dependentsOf: (refs: readonly string[]) =>
    refs.includes('payments') ? [{ ref: 'core' }] : [],
}));

async function idsOf(...runs: Run[]): Promise<string[]> {
  const found = await findCollisions(runs, NOW, read);
  return found.map(each => `${each.run.id} on ${each.other.id}`);
}

describe('Runs that collide', () => {
  beforeEach(() => jest.clearAllMocks());

  it('are what started by itself beside what was on before', async () => {
    expect(await idsOf(run('young', 20, nightly), run('old', 60))).toEqual([
      'young on old',
    ]);
    expect(
      await idsOf(
        run('old', 60, drill),
        run('young', 20, { ...nightly, ...core }),
      ),
    ).toEqual(['young on old']);
    expect(
      await idsOf(run('one', 60, nightly), run('next', 20, nightly)),
    ).toEqual(['next on one']);
  });

  it('are those on the same pods, which no component has', async () => {
    const on = (name: string, owner?: string) => ({
      entities: [],
      targets: [{ namespace: 'shop', name, ...(owner ? { owner } : {}) }],
    });
    expect(
      await idsOf(
        run('old', 60, on('worker-1')),
        run('young', 20, { ...nightly, ...on('worker-1') }),
        run('apart', 20, { ...nightly, ...on('worker-2') }),
      ),
    ).toEqual(['young on old']);
    const worker = 'Deployment/worker';
    expect(
      await idsOf(
        run('old', 60, on('worker-1', worker)),
        run('young', 20, { ...nightly, ...on('worker-2', worker) }),
      ),
    ).toEqual(['young on old']);
  });

  it('are none where one is apart, elsewhere, stopping, of a person, or only just there', async () => {
    const old = run('old', 60);
    for (const other of [
      run('young', 20, { ...nightly, entities: ['shipping'] }),
      run('young', 20, { ...nightly, stoppingAt: new Date(NOW) }),
      run('young', 20, { ...nightly, haltedBy: 'system' }),
      run('young', 20, { ...nightly, state: 'awaiting-approval' }),
      run('young', 20),
      run('young', 5, nightly),
    ]) {
      expect(await idsOf(old, other)).toEqual([]);
    }
    expect(
      await idsOf(
        run('step', 60, { ...drill, stoppingAt: new Date(NOW) }),
        run('young', 20, nightly),
      ),
    ).toEqual([]);
  });

  it('are those of other clusters, too, by what they hit and not by their pods', async () => {
    const east = { cluster: 'east' };
    expect(
      await idsOf(
        run('old', 60),
        run('young', 20, { ...nightly, ...east, ...core }),
      ),
    ).toEqual(['young on old']);
    expect(
      await idsOf(
        run('step', 60, drill),
        run('twin', 20, { ...drill, ...east }),
      ),
    ).toEqual(['twin on step']);
    const pod = {
      entities: [],
      targets: [
        { namespace: 'shop', name: 'worker-1', owner: 'Deployment/worker' },
      ],
    };
    expect(
      await idsOf(
        run('old', 60, pod),
        run('young', 20, { ...nightly, ...east, ...pod }),
      ),
    ).toEqual([]);
  });

  it('are no steps of one Workflow, for which the catalog is not even asked', async () => {
    expect(await idsOf(run('step', 60, drill), run('next', 20, drill))).toEqual(
      [],
    );
    expect(read).not.toHaveBeenCalled();
  });

  it('leave alone what collides only with what is halted anyway', async () => {
    expect(
      await idsOf(
        run('old', 60, { entities: ['payments'] }),
        run('halted', 40, { ...nightly, entities: ['payments', 'shipping'] }),
        run('last', 20, { ...drill, entities: ['shipping'] }),
      ),
    ).toEqual(['halted on old']);
  });
});
