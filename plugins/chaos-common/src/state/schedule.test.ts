import {
  dueRun,
  experimentSchema,
  nextRun,
  progressOf,
  scheduleSchema,
} from '..';

const time = (text: string) => Date.parse(text);
const shown = (milliseconds: number | undefined) =>
  milliseconds && new Date(milliseconds).toISOString();

describe('the next run of a schedule', () => {
  it.each([
    ['0 */4 * * *', '2026-11-29T10:00:00Z', '2026-11-29T12:00:00.000Z'],
    ['0 */4 * * *', '2026-11-29T12:00:00Z', '2026-11-29T16:00:00.000Z'],
    ['30 23 31 12 *', '2026-11-29T10:00:00Z', '2026-12-31T23:30:00.000Z'],
    ['@weekly', '2026-11-29T10:00:00Z', '2026-12-06T00:00:00.000Z'],
    ['0 3 * * mon', '2026-11-29T10:00:00Z', '2026-11-30T03:00:00.000Z'],
    // Both kinds of days: one is enough. Every second day of the week is none of all.
    ['0 0 13 * fri', '2026-11-29T10:00:00Z', '2026-12-04T00:00:00.000Z'],
    ['0 0 1 * */2', '2026-11-29T10:00:00Z', '2026-12-01T00:00:00.000Z'],
    ['0 0 29 2 *', '2026-11-29T10:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['5/20 * * * *', '2026-11-29T10:30:00Z', '2026-11-29T10:45:00.000Z'],
    ['*/15 * * * * *', '2026-11-29T10:00:31Z', '2026-11-29T10:00:45.000Z'],
    ['@every 90s', '2026-11-29T10:00:00.7Z', '2026-11-29T10:01:30.000Z'],
    ['@every 10ms', '2026-11-29T10:00:00Z', '2026-11-29T10:00:01.000Z'],
    // The clock of a zone, the hour that it skips, and the one that it repeats.
    [
      'TZ=Europe/Kyiv 0 3 * * *',
      '2026-11-29T00:59:59Z',
      '2026-11-29T01:00:00.000Z',
    ],
    [
      'CRON_TZ=Europe/Kyiv 30 3 * * *',
      '2026-03-28T10:00:00Z',
      '2026-03-30T00:30:00.000Z',
    ],
    [
      'TZ=Europe/Kyiv 30 3 * * *',
      '2026-10-25T00:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'TZ=Europe/Kyiv 30 3 * * *',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
    ['0 0 30 2 *', '2026-11-29T10:00:00Z', undefined],
  ])('%s after %s', (schedule, after, expected) => {
    expect(shown(nextRun(schedule, time(after)))).toBe(expected);
  });
});

describe('what a schedule is to do', () => {
  const schedule = (spec: object, last?: string) =>
    scheduleSchema.parse({
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'Schedule',
      metadata: { creationTimestamp: '2026-11-29T10:00:00Z' },
      spec: { schedule: '0 * * * *', type: 'PodChaos', ...spec },
      ...(last && { status: { time: last } }),
    });
  const at = (spec: object, now: string, last?: string) => {
    const { due, next } = dueRun(schedule(spec, last), time(now));
    return { due: shown(due), next: shown(next) };
  };

  it('is the latest of the runs that were missed, then the next one', () => {
    expect(at({}, '2026-11-29T10:59:59Z')).toEqual({
      next: '2026-11-29T11:00:00.000Z',
    });
    expect(at({}, '2026-11-29T13:20:00Z')).toEqual({
      due: '2026-11-29T13:00:00.000Z',
      next: '2026-11-29T14:00:00.000Z',
    });
    expect(
      at({}, '2026-11-29T13:20:00Z', '2026-11-29T13:00:05Z').due,
    ).toBeUndefined();
    expect(
      at({ startingDeadlineSeconds: 60 }, '2026-11-29T13:20:00Z').due,
    ).toBeUndefined();
  });

  it('is nothing where too many were missed', () => {
    expect(() => at({}, '2026-12-29T10:00:00Z')).toThrow('too many missed');
    expect(
      at({ startingDeadlineSeconds: 3600 }, '2026-12-29T10:00:00Z').due,
    ).toBe('2026-12-29T10:00:00.000Z');
  });
});

describe('how far an experiment is', () => {
  const at = (spec: object, experiment: object, seconds: number) =>
    progressOf(
      experimentSchema.parse({
        apiVersion: 'chaos-mesh.org/v1alpha1',
        kind: 'PodChaos',
        metadata: { creationTimestamp: '2026-11-29T10:00:00Z' },
        spec: { mode: 'all', action: 'pod-failure', ...spec },
        status: { experiment },
      }),
      time('2026-11-29T10:00:00Z') + seconds * 1000,
    );
  const records = (phase: string) => ({
    containerRecords: [
      { id: 'a', selectorKey: '.', phase, injectedCount: 1, recoveredCount: 0 },
    ],
  });

  it('is finished when its time is up and its targets are recovered', () => {
    const minute = { duration: '1m' };
    const running = { desiredPhase: 'Run', ...records('Injected') };
    const over = { desiredPhase: 'Stop', ...records('Not Injected') };
    expect(at(minute, running, 20)).toEqual({
      isFinished: false,
      endsIn: 40_000,
    });
    expect(at(minute, running, 61)).toEqual({ isFinished: false });
    expect(at(minute, over, 61)).toEqual({ isFinished: true });
    // Paused.
    expect(at(minute, over, 20).isFinished).toBe(false);
    expect(at({}, over, 61)).toEqual({ isFinished: false });
    expect(at({ duration: 'soon' }, over, 61)).toEqual({ isFinished: false });
  });

  it('is finished once it happened where it happens once', () => {
    const kill = { action: 'pod-kill' };
    expect(at(kill, {}, 9).isFinished).toBe(false);
    expect(at(kill, records('Not Injected'), 9).isFinished).toBe(false);
    expect(at(kill, records('Injected'), 9).isFinished).toBe(true);
  });
});
