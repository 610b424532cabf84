import { mockServices } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { readChaosConfig } from '../config';
import { readStanding } from '../manifest/readStanding';
import { checkTimes } from './checkTimes';

const { policy } = readChaosConfig(
  mockServices.rootConfig({
    data: {
      chaos: {
        policy: {
          hours: [
            {
              namespaces: ['shop'],
              zone: 'Europe/Kyiv',
              days: ['mon', 'tue', 'wed', 'thu', 'fri'],
              from: '09:00',
              to: '17:00',
            },
          ],
          freezes: [
            {
              from: '2027-12-24T00:00:00Z',
              to: '2027-12-27T00:00:00Z',
              reason: 'Christmas',
            },
          ],
        },
      },
    },
  }),
);
const apiVersion = 'chaos-mesh.org/v1alpha1';
const metadata = { name: 'slow', namespace: 'shop' };
const delay = {
  action: 'delay',
  mode: 'all',
  selector: { namespaces: ['shop'] },
  delay: { latency: '100ms' },
};
/** A Monday, 10:00 in Kyiv. */
const NOW = Date.parse('2026-11-30T08:00:00Z');

function refusedOf(manifest: object, { isDue = false, now = NOW } = {}) {
  const reading = readStanding(
    stringify({ apiVersion, metadata, ...manifest }),
  );
  if (!reading.standing) {
    throw new Error(reading.problems.map(({ message }) => message).join());
  }
  const { standing, parts } = reading;
  return checkTimes({
    policy,
    cluster: 'west',
    region: 'west',
    standing,
    parts,
    times: [now],
    isDue: isDue || standing.kind === 'Workflow',
    now,
  }).filter(({ ok }) => !ok);
}

const findings = (...asked: Parameters<typeof refusedOf>) =>
  refusedOf(...asked).map(({ message }) => message);

const isOfHours = (message: string) => message.includes('chaos.policy.hours');

const scheduled = (schedule: string, duration = '1m') => ({
  kind: 'Schedule',
  spec: {
    schedule,
    type: 'NetworkChaos',
    networkChaos: { ...delay, duration },
  },
});

const chaos = (name: string, deadline = '5m') => ({
  name,
  templateType: 'NetworkChaos',
  deadline,
  networkChaos: delay,
});
const suspend = (deadline: string) => ({
  name: 'wait',
  templateType: 'Suspend',
  deadline,
});
const steps = (
  templateType: string,
  children: string[],
  templates: object[],
) => ({
  kind: 'Workflow',
  spec: {
    entry: 'all',
    templates: [{ name: 'all', templateType, children }, ...templates],
  },
});

describe('checkTimes', () => {
  it.each([
    ['TZ=Europe/Kyiv 0 10 * * 1-5', true],
    ['TZ=Europe/Kyiv */5 9-15 * * 1-5', true],
    ['TZ=Europe/Kyiv 59 16 * * 1', true],
    ['TZ=Europe/Kyiv 0 17 * * 1', false],
    // All of the next five runs lie within the hours.
    ['* * * * *', false],
    ['TZ=Europe/Kyiv 0 10 * * 1-6', false],
    ['0 10 1 8 *', false],
    ['0 10 29 2 *', false],
    // 09:30 in summer, 08:30 in winter.
    ['30 6 * * 1-5', false],
    ['0 10 3 * * *', false],
    ['@every 24h', false],
    // Nobody looks at each of so many.
    ['TZ=Europe/Kyiv * * 9-15 * * 1-5', false],
  ])('%s lies within the hours of a year: %s', (schedule, ok) => {
    const refusals = findings(scheduled(schedule)).map(isOfHours);
    expect(refusals).toEqual(ok ? [] : [true]);
  });

  it('counts what a Schedule missed as beginning now', () => {
    const night = Date.parse('2026-11-30T20:00:00Z');
    const daily = scheduled('TZ=Europe/Kyiv 0 10 * * 1-5');
    expect(findings(daily, { now: night })).toEqual([]);
    expect(findings(daily, { now: night, isDue: true })).toEqual([
      expect.stringMatching(/missed a run.*from 2026-11-30T20:00/),
    ]);
  });

  it('says of a freeze what is said of that of an experiment', () => {
    const now = Date.parse('2027-12-24T08:00:00Z');
    const [from, to] = ['2027-12-24T00:00:00.000Z', '2027-12-27T00:00:00.000Z'];
    const message = `Nothing starts from ${from} to ${to}: Christmas`;
    expect(refusedOf(steps('Serial', ['a'], [chaos('a')]), { now })).toEqual([
      {
        rule: 'freeze',
        ok: false,
        message,
        says: {
          code: 'freezeRefused',
          values: { from, to, reason: 'Christmas' },
        },
      },
    ]);
    // What comes before that has no text in other languages.
    const daily = scheduled('TZ=Europe/Kyiv 0 10 * * 1-5');
    expect(refusedOf(daily, { now, isDue: true })).toEqual([
      {
        rule: 'freeze',
        ok: false,
        message: `It missed a run, which would begin at once. ${message}`,
      },
    ]);
  });

  it.each([
    ['at once', steps('Serial', ['a'], [chaos('a')]), true],
    [
      'after a long wait',
      steps('Serial', ['wait', 'a'], [suspend('16h'), chaos('a')]),
      false,
    ],
    [
      'beside a long wait',
      steps('Parallel', ['wait', 'a'], [suspend('16h'), chaos('a')]),
      true,
    ],
    [
      'to the end of the hours',
      steps('Serial', ['wait', 'a'], [suspend('6h55m'), chaos('a')]),
      true,
    ],
    [
      'a little beyond',
      steps(
        'Serial',
        ['wait', 'a', 'b'],
        [suspend('6h55m'), chaos('a'), chaos('b', '1s')],
      ),
      false,
    ],
    [
      'again and again',
      steps(
        'Serial',
        ['often'],
        [
          {
            name: 'often',
            templateType: 'Schedule',
            deadline: '10h',
            schedule: scheduled('0 3 * * *').spec,
          },
        ],
      ),
      false,
    ],
    [
      'never, since nothing leads to it',
      steps(
        'Serial',
        ['a'],
        [
          chaos('a'),
          suspend('16h'),
          { name: 'late', templateType: 'Serial', children: ['wait', 'b'] },
          chaos('b'),
        ],
      ),
      true,
    ],
  ])('a Workflow that acts %s', (_, manifest, ok) => {
    const refusals = findings(manifest).map(isOfHours);
    expect(refusals).toEqual(ok ? [] : [true]);
  });

  it('goes by the steps of a Workflow that a Schedule begins', () => {
    const nightly = (wait: string) => ({
      kind: 'Schedule',
      spec: {
        schedule: 'TZ=Europe/Kyiv 0 3 * * 1-5',
        type: 'Workflow',
        workflow: steps('Serial', ['wait', 'a'], [suspend(wait), chaos('a')])
          .spec,
      },
    });
    expect(findings(nightly('7h'))).toEqual([]);
    expect(findings(nightly('1h'))).toHaveLength(1);
  });
});
