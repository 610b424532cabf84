import { join } from 'node:path';
import {
  describeOnPostgres,
  eventually,
  repositoryRoot,
  whySkipped,
} from '../__testUtils__/scratch';
import { ManagedProcess } from '../supervisor/ManagedProcess';
import { TestRegions } from './__testUtils__/TestRegions';
import { ClustersServer } from './ClustersServer';

jest.setTimeout(120_000);

describeOnPostgres(`ClustersServer${whySkipped}`, () => {
  let regions: TestRegions;
  let clusters: ManagedProcess;

  beforeAll(async () => {
    regions = await TestRegions.create();
    clusters = new ManagedProcess({
      spec: new ClustersServer(repositoryRoot, regions.options, regions.access),
      logFile: join(regions.folder, 'clusters.log'),
      recordFile: join(regions.folder, 'clusters.json'),
    });
    await clusters.start();
    await eventually(() => regions.areReady());
  });

  afterAll(async () => {
    await clusters?.stop();
    await regions?.remove();
  });

  async function isRolledOut(index: number): Promise<boolean> {
    const { metadata, spec, status } = await regions.deployment(index);
    return (
      status.observedGeneration === metadata.generation &&
      [status.updatedReplicas, status.readyReplicas, status.replicas].every(
        replicas => replicas === spec.replicas,
      )
    );
  }

  it('comes back from a kill in the middle of a rollout, and ends it', async () => {
    const before = await regions.environment(1);
    expect(await regions.setMotto(0, 'newer')).toBe(200);
    await eventually(
      async () => (await regions.deployment(0)).status.updatedReplicas > 0,
    );
    const { status, spec } = await regions.deployment(0);
    expect(status.updatedReplicas).toBeLessThan(spec.replicas);
    const killed = clusters.pid;
    process.kill(killed ?? 0, 'SIGKILL');
    await eventually(
      () => clusters.state === 'healthy' && clusters.pid !== killed,
    );
    await eventually(() => isRolledOut(0));
    await eventually(async () => (await regions.motto(0)) === 'newer');
    // The region in which nothing was rolled out goes on with the pods that it had.
    await eventually(() => regions.isReady(1));
    expect((await regions.environment(1)).HOSTNAME).toBe(before.HOSTNAME);
  });
});
