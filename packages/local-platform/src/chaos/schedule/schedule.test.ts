import { PAUSE_ANNOTATION } from '@shop-platform/backstage-plugin-chaos-common';
import { ChaosWorld } from '../__testUtils__/ChaosWorld';

jest.setTimeout(120_000);

const HOUR = 3600;
const SELECTED = {
  mode: 'all',
  selector: { labelSelectors: { app: 'core' } },
};
const KILL = { ...SELECTED, mode: 'one', action: 'pod-kill' };
const PARTITION = { ...SELECTED, action: 'partition', direction: 'both' };

describe('schedules of Chaos Mesh', () => {
  let chaos: ChaosWorld;

  beforeAll(async () => {
    chaos = await ChaosWorld.create();
  });

  beforeEach(async () => {
    await chaos.begin();
  });

  afterEach(async () => {
    await chaos.end();
  });

  afterAll(async () => {
    await chaos?.stop();
  });

  const kills = () => chaos.list('podchaos');
  const partitions = () => chaos.list('networkchaos');
  const schedule = () => chaos.resource('schedules').find('shop', 'often');
  const create = (spec: object) =>
    chaos.create('schedules', 'often', { schedule: '@every 1h', ...spec });
  const createKills = (spec: object = {}) =>
    create({ type: 'PodChaos', podChaos: KILL, historyLimit: 2, ...spec });
  const createPartitions = (duration: string, spec: object = {}) =>
    create({
      type: 'NetworkChaos',
      networkChaos: { ...PARTITION, duration },
      historyLimit: 5,
      ...spec,
    });
  const namesOf = (objects: ReturnType<typeof kills>) =>
    objects.map(({ metadata }) => metadata.name);
  const pods = () => chaos.pods();

  it('begin an experiment when it is due, keep some that are over, and clear away the rest', async () => {
    await createKills();
    const before = pods();
    await chaos.pass(HOUR / 2);
    expect(kills()).toHaveLength(0);
    expect(schedule()?.status?.time).toBeUndefined();

    await chaos.pass(HOUR);
    const [first] = kills();
    expect(first).toMatchObject({
      metadata: {
        name: expect.stringMatching(/^often-\w{5}$/),
        labels: { 'managed-by': 'often' },
        ownerReferences: [
          {
            kind: 'Schedule',
            name: 'often',
            uid: schedule()?.metadata.uid,
            controller: true,
          },
        ],
      },
      spec: { ...KILL, selector: { namespaces: ['shop'] } },
    });
    expect(pods().filter(name => before.includes(name))).toHaveLength(2);
    expect(schedule()?.spec).toMatchObject({ concurrencyPolicy: 'Forbid' });
    expect(schedule()?.status).toMatchObject({
      active: [{ kind: 'PodChaos', name: first.metadata.name }],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(chaos.events('often')).toEqual(
      expect.arrayContaining([
        `Spawned: Create new object: ${first.metadata.name}`,
      ]),
    );

    await chaos.pass(3 * HOUR);
    expect(kills()).toHaveLength(2);
    expect(namesOf(kills())).not.toContain(first.metadata.name);
    expect(schedule()?.status?.active).toHaveLength(2);
  });

  it('wait for one that runs, unless several may', async () => {
    await createPartitions('150m');
    await chaos.pass(1.5 * HOUR);
    const [first] = partitions();
    await chaos.pass(0.75 * HOUR);
    expect(partitions()).toHaveLength(1);
    expect(chaos.events('often').join()).toContain(
      `Forbid spawning new job because: ${first.metadata.name} is still running`,
    );
    // What was due meanwhile begins as soon as it is over.
    await chaos.pass(0.5 * HOUR);
    expect(partitions()).toHaveLength(2);

    await chaos.delete('schedules', 'often');
    expect(partitions()).toHaveLength(0);
    await createPartitions('24h', { concurrencyPolicy: 'Allow' });
    await chaos.pass(6.5 * HOUR);
    expect(partitions().length).toBeGreaterThan(2);
  });

  it('begin nothing while they are paused, and pause what they began', async () => {
    const isPaused = () =>
      partitions().map(
        ({ metadata }) => metadata.annotations?.[PAUSE_ANNOTATION],
      );
    await createPartitions('24h', { concurrencyPolicy: 'Allow' });
    await chaos.pass(1.5 * HOUR);
    expect(isPaused()).toEqual([undefined]);
    await chaos.annotate('schedules', 'often', { [PAUSE_ANNOTATION]: 'true' });
    await chaos.pass(3 * HOUR);
    expect(isPaused()).toEqual(['true']);
    await chaos.annotate('schedules', 'often', { [PAUSE_ANNOTATION]: null });
    expect(isPaused().sort()).toEqual(['false', undefined]);

    // What somebody paused by itself stays paused.
    const [{ metadata }] = partitions();
    await chaos.annotate('networkchaos', metadata.name ?? '', {
      [PAUSE_ANNOTATION]: 'true',
    });
    expect(isPaused()).toContain('true');
  });

  it('go on after a restart, and begin once what was missed meanwhile', async () => {
    await createKills();
    await chaos.pass(1.5 * HOUR);
    const before = namesOf(kills());
    await chaos.restart(5 * HOUR);
    expect(kills()).toHaveLength(2);
    expect(namesOf(kills())).toEqual(expect.arrayContaining(before));
    await chaos.restart();
    expect(kills()).toHaveLength(2);
  });

  it('begin nothing and say so where too much was missed', async () => {
    await createKills({ schedule: '* * * * *' });
    await chaos.restart(3 * HOUR);
    expect(kills()).toHaveLength(0);
    expect(chaos.events('often').join()).toContain(
      'too many missed start time',
    );
    // A deadline lets it go on.
    chaos.resource('schedules').patch('shop', 'often', {
      spec: { startingDeadlineSeconds: 600 },
    });
    await chaos.settled();
    expect(kills()).toHaveLength(1);
  });

  it('take what they began with them, recovered', async () => {
    await createPartitions('24h');
    await chaos.pass(1.5 * HOUR);
    const [{ metadata }] = partitions();
    await chaos.delete('schedules', 'often');
    expect(schedule()).toBeUndefined();
    expect(partitions()).toHaveLength(0);
    expect(chaos.events(metadata.name ?? '').join()).toContain(
      'Recovered: Successfully recover chaos',
    );
  });
});
