import { pods } from '@shop-platform/backstage-plugin-clusters-node';
import { RestartCounter } from './RestartCounter';

const NOW = Date.UTC(2026, 2, 10, 14);
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();

function pod(
  name: string,
  restartCount: number,
  times: { started?: number; restarted?: number } = {},
) {
  return pods.schema.parse({
    metadata: { name, namespace: 'shop', uid: name, labels: { app: name } },
    spec: {},
    status: {
      startTime: ago(times.started ?? 600),
      containerStatuses: [
        {
          name: 'service',
          ready: true,
          restartCount,
          ...(times.restarted === undefined
            ? {}
            : {
                lastState: {
                  terminated: { exitCode: 1, finishedAt: ago(times.restarted) },
                },
              }),
        },
      ],
    },
  });
}

describe('RestartCounter', () => {
  let now = NOW;
  let counter: RestartCounter;

  beforeEach(() => {
    now = NOW;
    counter = new RestartCounter(() => now);
  });

  it('counts by how much the number of a container grew, for an hour', () => {
    counter.see(pod('core', 4, { restarted: 300 }));
    expect(counter.inLastHour()).toBe(0);

    counter.see(pod('core', 6, { restarted: 0 }));
    counter.see(pod('core', 6, { restarted: 0 }));
    counter.see(pod('web', 0));
    counter.see(pod('web', 1));
    expect(counter.inLastHour()).toBe(3);
    expect(counter.inLastHour(({ labels }) => labels.app === 'web')).toBe(1);

    now += 59 * MINUTE;
    expect(counter.inLastHour()).toBe(3);
    now += 2 * MINUTE;
    expect(counter.inLastHour()).toBe(0);
  });

  it('takes of what was before it looked what is sure to be in the hour', () => {
    counter.see(pod('old', 20, { restarted: 10 }));
    expect(counter.inLastHour()).toBe(1);
    counter.see(pod('young', 5, { started: 30, restarted: 10 }));
    expect(counter.inLastHour()).toBe(6);
    counter.see(pod('long-ago', 5, { started: 30, restarted: 20 }));
    counter.see(pod('untimed', 2, { started: 30 }));
    expect(counter.inLastHour()).toBe(13);
  });

  it('remembers restarts of pods that are gone, and knows a new one of the same name', () => {
    counter.see(pod('core', 0));
    counter.see(pod('core', 2, { restarted: 0 }));
    counter.forget(pod('core', 2));
    expect(counter.inLastHour()).toBe(2);
    counter.see(pod('core', 0, { started: 0 }));
    expect(counter.inLastHour()).toBe(2);
  });
});
