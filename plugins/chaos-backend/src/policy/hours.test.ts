import { mockServices } from '@backstage/backend-test-utils';
import { readChaosConfig } from '../config';
import { checkHours } from './hours';

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
            { clusters: ['night'], zone: 'UTC', from: '22:00', to: '24:00' },
            {
              clusters: ['dst'],
              namespaces: ['batch'],
              zone: 'Europe/Kyiv',
              from: '02:30',
              to: '05:00',
            },
          ],
        },
      },
    },
  }),
);

const MINUTE_MS = 60_000;
const at = (
  text: string,
  minutes: number,
  { cluster = 'west', namespaces = ['shop'] } = {},
) => {
  const start = Date.parse(text);
  const end = start + minutes * MINUTE_MS;
  return checkHours({ policy, cluster, namespaces, start, end });
};

describe('checkHours', () => {
  it.each([
    ['2026-11-30T07:00:00Z', 10, true],
    ['2026-11-30T06:59:59Z', 10, false],
    // To the end of the hours, and not a minute more.
    ['2026-11-30T14:50:00Z', 10, true],
    ['2026-11-30T14:51:00Z', 10, false],
    ['2026-11-29T10:00:00Z', 10, false],
    // In summer its clocks are an hour ahead.
    ['2026-07-06T06:00:00Z', 10, true],
    ['2026-07-06T14:30:00Z', 10, false],
  ])('%s for %i min on working days in Kyiv: %s', (text, minutes, ok) => {
    expect(at(text, minutes).ok).toBe(ok);
  });

  it('goes by the clocks when they leap and when they go back', () => {
    const dst = { cluster: 'dst', namespaces: ['batch'] };
    // 02:55, then 04:05: the hour between does not exist.
    expect(at('2026-03-29T00:55:00Z', 10, dst).ok).toBe(true);
    expect(at('2026-03-29T01:55:00Z', 10, dst).ok).toBe(false);
    // 03:30 comes twice.
    expect(at('2026-10-25T00:30:00Z', 10, dst).ok).toBe(true);
    expect(at('2026-10-25T01:30:00Z', 10, dst).ok).toBe(true);
    expect(at('2026-10-25T03:00:00Z', 10, dst).ok).toBe(false);
  });

  it('takes any of several hours, those of each namespace, and none where there are none', () => {
    const night = { cluster: 'night' };
    expect(at('2026-11-29T23:50:00Z', 10, night).ok).toBe(true);
    expect(at('2026-11-29T23:51:00Z', 10, night).ok).toBe(false);
    expect(at('2026-11-29T03:00:00Z', 10, { namespaces: ['tools'] }).ok).toBe(
      true,
    );
    expect(
      at('2026-11-29T03:00:00Z', 10, { namespaces: ['tools', 'shop'] }),
    ).toMatchObject({
      ok: false,
      message: expect.stringMatching(
        /09:00–17:00 Europe\/Kyiv \(Mon, Tue, Wed, Thu, Fri\)/,
      ),
    });
  });
});
