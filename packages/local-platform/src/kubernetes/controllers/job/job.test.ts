import { eventually } from '../../../__testUtils__/scratch';
import { Controlled } from '../__testUtils__/controlled';
import { CronJobFields, JobFields, Pod } from '../types';
import { conditionOf } from '../work/conditions';
import { isActive } from '../work/pods';

jest.setTimeout(60_000);

const TEMPLATE = {
  metadata: { labels: { app: 'work' } },
  spec: {
    restartPolicy: 'Never',
    containers: [{ name: 'work', image: 'shop/work:1' }],
  },
};

describe('Jobs', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
    shop.kubelet.fate = () => 'running';
  });

  afterEach(async () => {
    await shop.stop();
  });

  const jobs = () => shop.resource<JobFields>('batch/v1', 'jobs');

  const create = (spec: object) =>
    jobs().create('shop', {
      metadata: { name: 'work' },
      spec: { template: TEMPLATE, ...spec },
    });

  const status = () => jobs().get('shop', 'work').status ?? {};

  const holds = (type: string) =>
    conditionOf(status(), type)?.status === 'True';

  const active = (): Pod[] => shop.podsOf('work').filter(isActive);

  const end = (fate: 'succeeded' | 'failed', pod: Pod) =>
    shop.kubelet.become(fate, one => one.metadata.uid === pod.metadata.uid);

  it('run so many pods at a time until enough have succeeded', async () => {
    create({ completions: 3, parallelism: 2 });
    await eventually(() => active().length === 2 && status().active === 2);
    end('succeeded', active()[0]);
    await eventually(() => status().succeeded === 1 && active().length === 2);
    // What has succeeded stays counted, also when its pod is deleted.
    const [done] = shop.podsOf('work').filter(pod => !isActive(pod));
    shop.pods.delete('shop', done.metadata.name ?? '');
    await eventually(() => shop.podsOf('work').length === 2);
    active().forEach(pod => end('succeeded', pod));
    await eventually(() => holds('Complete'));
    expect(status()).toMatchObject({
      succeeded: 3,
      startTime: expect.any(String),
      completionTime: expect.any(String),
    });
    expect(status().failed).toBeUndefined();
    expect(shop.events('work').at(-1)).toBe('Completed: Job completed (1)');
  });

  it('wait longer after each failure, and give up at the limit', async () => {
    create({ backoffLimit: 2 });
    for (const seconds of [10, 20]) {
      await eventually(() => active().length === 1);
      const failures = status().failed ?? 0;
      end('failed', active()[0]);
      await eventually(() => status().failed === failures + 1);
      await shop.pass(seconds - 2);
      await eventually(() => (status().active ?? 0) === 0);
      expect(active()).toEqual([]);
      await shop.pass(2);
    }
    await eventually(() => active().length === 1);
    end('failed', active()[0]);
    await eventually(() => holds('Failed'));
    expect(conditionOf(status(), 'Failed')).toMatchObject({
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
    expect(status().failed).toBe(3);
    expect(shop.events('work').at(-1)).toContain('BackoffLimitExceeded');
  });

  it('end when they take too long, and are deleted when they are old', async () => {
    create({ activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 100 });
    await eventually(() => active().length === 1);
    await shop.pass(60);
    await eventually(() => holds('Failed'));
    expect(conditionOf(status(), 'Failed')?.reason).toBe('DeadlineExceeded');
    await eventually(() => shop.podsOf('work').length === 0);
    await shop.pass(101);
    await eventually(() => jobs().find('shop', 'work') === undefined);
  });

  it('stop while they are suspended', async () => {
    create({ suspend: true });
    await eventually(() => holds('Suspended'));
    expect(active()).toEqual([]);
    jobs().patch('shop', 'work', { spec: { suspend: false } });
    await eventually(() => status().active === 1);
    jobs().patch('shop', 'work', { spec: { suspend: true } });
    await eventually(() => shop.podsOf('work').length === 0);
    await eventually(() => (status().active ?? 0) === 0);
    expect(status().failed).toBeUndefined();
    expect(shop.events('work')).toContain('Resumed: Job resumed (1)');
  });

  it('go on after the process was killed, and take their pods with them', async () => {
    create({ completions: 2 });
    await eventually(() => active().length === 1);
    end('succeeded', active()[0]);
    await eventually(() => status().succeeded === 1 && active().length === 1);
    await shop.restart();
    end('succeeded', active()[0]);
    await eventually(() => holds('Complete'));
    expect(status().succeeded).toBe(2);
    jobs().delete('shop', 'work', { propagationPolicy: 'Background' });
    await eventually(() => shop.podsOf('work').length === 0);
    expect(shop.log).toEqual([]);
  });
});

describe('Cron jobs', () => {
  let shop: Controlled;

  beforeEach(async () => {
    shop = await Controlled.start();
    shop.kubelet.fate = () => 'running';
  });

  afterEach(async () => {
    await shop.stop();
  });

  const cronJobs = () => shop.resource<CronJobFields>('batch/v1', 'cronjobs');

  const create = (spec: object = {}) =>
    cronJobs().create('shop', {
      metadata: { name: 'etl' },
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: { spec: { template: TEMPLATE } },
        ...spec,
      },
    });

  const jobs = () =>
    shop
      .resource<JobFields>('batch/v1', 'jobs')
      .list()
      .items.map(({ metadata }) => metadata.name ?? '')
      .sort();

  const status = () => cronJobs().get('shop', 'etl').status ?? {};

  /** The next multiple of five minutes; the API's own clock goes on beside ours. */
  const nextTime = () =>
    (Math.floor(Math.max(shop.clock.now(), Date.now()) / 300_000) + 1) * 5;

  const reach = async (minute: number) =>
    await shop.pass(minute * 60 - shop.clock.now() / 1000);

  it('start a job at each time, and keep the last of them', async () => {
    create({ successfulJobsHistoryLimit: 2 });
    const first = nextTime();
    shop.kubelet.fate = () => 'succeeded';
    for (const minute of [first, first + 5, first + 10]) {
      await reach(minute);
      expect(jobs()).toContain(`etl-${minute}`);
      expect(status().active).toBeUndefined();
      expect(status().lastSuccessfulTime).toBe(status().lastScheduleTime);
    }
    expect(jobs()).toEqual([`etl-${first + 5}`, `etl-${first + 10}`]);
    expect(status().lastScheduleTime).toBe(
      new Date((first + 10) * 60_000).toISOString().replace('.000', ''),
    );
    expect(shop.events('etl')).toContain(
      `SawCompletedJob: Saw completed job: etl-${first}, condition: Complete (1)`,
    );
  });

  it('forbid one beside another, and make up for it when there is room', async () => {
    create({ concurrencyPolicy: 'Forbid' });
    const first = nextTime();
    await reach(first);
    await eventually(() => status().active?.length === 1);
    await reach(first + 5);
    await eventually(() =>
      shop.events('etl').some(one => one.startsWith('JobAlreadyActive')),
    );
    expect(jobs()).toEqual([`etl-${first}`]);
    shop.kubelet.become('succeeded');
    await eventually(() => jobs().includes(`etl-${first + 5}`));
  });

  it('replace one that still runs', async () => {
    create({ concurrencyPolicy: 'Replace' });
    const first = nextTime();
    await reach(first);
    await eventually(() => status().active?.length === 1);
    await reach(first + 5);
    await eventually(() => jobs()[0] === `etl-${first + 5}`);
    expect(jobs()).toHaveLength(1);
    await eventually(() => shop.podsOf('work').length === 1);
  });

  it('start nothing while suspended, nor what is too late', async () => {
    create({ suspend: true, startingDeadlineSeconds: 60 });
    await reach(nextTime() + 7);
    cronJobs().patch('shop', 'etl', { spec: { suspend: false } });
    await eventually(() =>
      shop.events('etl').some(one => one.startsWith('MissSchedule')),
    );
    expect(jobs()).toEqual([]);
    const next = nextTime();
    await reach(next);
    await eventually(() => jobs().length === 1);
    expect(shop.log).toEqual([]);
  });
});
