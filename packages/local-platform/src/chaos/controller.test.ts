import {
  CLEAN_ANNOTATION,
  INJECTED,
  NOT_INJECTED,
  PAUSE_ANNOTATION,
} from '@shop-platform/backstage-plugin-chaos-common';
import { Controlled } from '../kubernetes/controllers/__testUtils__/controlled';
import { FaultTable } from '../network/faults/FaultTable';
import { experiment, StoredExperiment } from './__testUtils__/experiment';
import { ChaosAdmission } from './ChaosAdmission';
import { ChaosMesh } from './ChaosMesh';

jest.setTimeout(120_000);

const PARTITION = { action: 'partition', direction: 'both' };

describe('the controllers of Chaos Mesh', () => {
  let world: Controlled;
  let faults: FaultTable;
  let mesh: ChaosMesh;

  function startMesh(): void {
    const { cluster } = world.running;
    faults = new FaultTable();
    ChaosMesh.install(cluster, line => world.log.push(line));
    mesh = ChaosMesh.start({
      cluster,
      faults,
      findContainer: () => undefined,
      machineBytes: 2 ** 30,
      clock: world.clock,
      log: line => world.log.push(line),
    });
  }

  beforeEach(async () => {
    world = await Controlled.start();
    startMesh();
    for (const app of ['core', 'web']) {
      world.deployments.create('shop', {
        metadata: { name: app },
        spec: {
          replicas: 3,
          selector: { matchLabels: { app } },
          template: {
            metadata: { labels: { app } },
            spec: { containers: [{ name: 'app', image: app }] },
          },
        },
      });
    }
    await world.settled();
  });

  afterEach(async () => {
    mesh.stop();
    await world.stop();
  });

  const resource = (plural = 'networkchaos') =>
    world.resource<Pick<StoredExperiment, 'spec' | 'status'>>(
      'chaos-mesh.org/v1alpha1',
      plural,
    );
  const create = async (kind: string, spec: object, metadata?: object) => {
    resource(kind.toLowerCase()).create(
      'shop',
      experiment(kind, spec, metadata),
    );
    await world.settled();
  };
  const found = (plural?: string) => resource(plural).find('shop', 'one');
  const records = (plural?: string) =>
    found(plural)?.status?.experiment?.containerRecords ?? [];
  const phases = (plural?: string) => [
    ...new Set(records(plural).map(({ phase }) => phase)),
  ];
  const conditions = (plural?: string) =>
    (found(plural)?.status?.conditions ?? [])
      .filter(({ status }) => status === 'True')
      .map(({ type }) => type);
  const names = (app: string) =>
    world.podsOf(app).map(({ metadata }) => metadata.name ?? '');
  /** Whether traffic between a pod of each is disturbed. */
  const isDisturbed = (from = 'core', to = 'web') =>
    faults.find(`shop/${names(from)[0]}`, {
      kind: 'pod',
      pod: `shop/${names(to)[0]}`,
      host: '127.200.0.1',
      port: 80,
    }) !== undefined;
  const annotate = async (annotations: object) => {
    resource().patch('shop', 'one', { metadata: { annotations } });
    await world.settled();
  };

  it('selects, hits, and recovers when the time is up, and says so', async () => {
    expect(isDisturbed()).toBe(false);
    await create('NetworkChaos', { ...PARTITION, duration: '1m' });
    expect(found()).toMatchObject({
      metadata: { finalizers: ['chaos-mesh/records'] },
      spec: { selector: { namespaces: ['shop'] } },
      status: { experiment: { desiredPhase: 'Run' } },
    });
    expect(
      records()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      names('core')
        .map(name => `shop/${name}`)
        .sort(),
    );
    expect(phases()).toEqual([INJECTED]);
    expect(conditions()).toEqual(['Selected', 'AllInjected']);
    expect([isDisturbed(), isDisturbed('web', 'core')]).toEqual([true, true]);
    expect(isDisturbed('web', 'web')).toBe(false);

    await world.pass(50);
    expect(isDisturbed()).toBe(true);
    // Objects have the machine's time, which went on while the test's stood still.
    await world.pass(200);
    expect(isDisturbed()).toBe(false);
    expect(conditions()).toEqual(['Selected', 'AllRecovered']);
    expect(records()[0]).toMatchObject({
      phase: NOT_INJECTED,
      injectedCount: 1,
      recoveredCount: 1,
      events: [
        { type: 'Succeeded', operation: 'Apply' },
        { type: 'Succeeded', operation: 'Recover' },
      ],
    });
    expect(world.events('one')).toEqual(
      expect.arrayContaining([
        'Started: Experiment has started (1)',
        'TimeUp: Time up according to the duration (1)',
        `Applied: Successfully apply chaos for shop/${names('core')[0]} (1)`,
        `Recovered: Successfully recover chaos for shop/${
          names('core')[0]
        } (1)`,
      ]),
    );
  });

  it('goes on for ever with a duration that is none, as Chaos Mesh does, until it is deleted', async () => {
    const time = { timeOffset: '1h', duration: 'soon' };
    await expect(create('TimeChaos', time)).rejects.toThrow(
      'spec.duration: Invalid value: "soon": it never ends',
    );
    // As it is kept from a version that took it.
    const admission = jest
      .spyOn(ChaosAdmission.prototype, 'validate')
      .mockReturnValue();
    await create('TimeChaos', time);
    admission.mockRestore();
    await world.pass(600);
    expect(found('timechaos')).toMatchObject({
      status: { experiment: { desiredPhase: 'Run' } },
    });
    expect(records('timechaos')).toHaveLength(3);
    expect(world.events('one')).toContain(
      'Started: Experiment has started (1)',
    );
    resource('timechaos').delete('shop', 'one');
    await world.settled();
    expect(found('timechaos')).toBeUndefined();
    expect(world.log).toEqual([]);
  });

  it('recovers while it is paused, and before it goes', async () => {
    await create('NetworkChaos', PARTITION);
    await annotate({ [PAUSE_ANNOTATION]: 'true' });
    expect(conditions()).toEqual(['Selected', 'AllRecovered', 'Paused']);
    expect(isDisturbed()).toBe(false);
    await annotate({ [PAUSE_ANNOTATION]: null });
    expect(conditions()).toEqual(['Selected', 'AllInjected']);
    expect(isDisturbed()).toBe(true);
    resource().delete('shop', 'one');
    await world.settled();
    expect(found()).toBeUndefined();
    expect(isDisturbed()).toBe(false);
  });

  it('goes on after a restart as the objects say, and ends what is over by then', async () => {
    await create('NetworkChaos', { ...PARTITION, duration: '1m' });
    mesh.stop();
    await world.restart();
    startMesh();
    await world.settled();
    expect(isDisturbed()).toBe(true);
    expect(records()[0].injectedCount).toBe(1);
    mesh.stop();
    await world.pass(200);
    await world.restart();
    startMesh();
    await world.settled();
    expect(isDisturbed()).toBe(false);
    expect(conditions()).toEqual(['Selected', 'AllRecovered']);
  });

  it('kills pods once, whatever its duration, and others come', async () => {
    const before = names('core');
    await create('PodChaos', {
      action: 'pod-kill',
      mode: 'fixed',
      value: '2',
      duration: '1m',
    });
    const killed = records('podchaos').map(({ id }) =>
      id.slice('shop/'.length),
    );
    expect(killed).toHaveLength(2);
    expect(names('core')).toHaveLength(3);
    expect(before.filter(name => !names('core').includes(name)).sort()).toEqual(
      [...killed].sort(),
    );
    const after = names('core');
    await world.pass(90);
    expect(names('core')).toEqual(after);
    expect(phases('podchaos')).toEqual([INJECTED]);
    resource('podchaos').delete('shop', 'one');
    await world.settled();
    expect(found('podchaos')).toBeUndefined();
  });

  it('lets pods fail, and gives them back what they ran, also those that it finds changed', async () => {
    const images = () =>
      world.podsOf('core').map(({ spec }) => spec.containers[0].image);
    await create('PodChaos', { action: 'pod-failure', duration: '1m' });
    expect(new Set(images())).toEqual(
      new Set(['registry.k8s.io/pause:latest']),
    );
    world.pods.delete('shop', names('core')[0], { gracePeriodSeconds: 0 });
    await world.pass(200);
    expect(new Set(images())).toEqual(new Set(['core']));
    expect(conditions('podchaos')).toEqual(['Selected', 'AllRecovered']);
  });

  it('tries again what it could not do, and lets go what it cannot recover when it is forced to', async () => {
    await create('PodChaos', {
      action: 'container-kill',
      containerNames: ['app'],
    });
    await world.pass(3);
    const [record] = records('podchaos');
    expect(record).toMatchObject({ phase: NOT_INJECTED, injectedCount: 0 });
    expect(record.events?.length).toBeGreaterThan(1);
    expect(record.events?.[0]).toMatchObject({
      type: 'Failed',
      operation: 'Apply',
      message: expect.stringContaining('does not run'),
    });
    await create('NetworkChaos', PARTITION);
    // Nobody recovers it: a target in a phase that is not known.
    const stored = structuredClone(resource().get('shop', 'one'));
    mesh.stop();
    for (const one of stored.status?.experiment?.containerRecords ?? []) {
      one.phase = 'Injected/Wait';
    }
    resource().update(stored);
    resource().delete('shop', 'one');
    await world.settled();
    expect(found()?.metadata.deletionTimestamp).toBeDefined();
    await annotate({ [CLEAN_ANNOTATION]: 'forced' });
    startMesh();
    await world.settled();
    expect(found()).toBeUndefined();
    expect(isDisturbed()).toBe(false);
  });

  it('says when nothing is selected, and hits nothing', async () => {
    await create('NetworkChaos', {
      ...PARTITION,
      selector: { labelSelectors: { app: 'nobody' } },
    });
    expect(conditions()).toEqual([]);
    expect(world.events('one').join()).toContain(
      'Failed to select targets: no pod is selected',
    );
    resource().delete('shop', 'one');
    await world.settled();
    expect(found()).toBeUndefined();
  });
});
