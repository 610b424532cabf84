import { ConfigReader } from '@backstage/config';
import { type JsonValue } from '@backstage/types';
import { readRegionsConfig } from './config';

const read = (regions?: JsonValue) =>
  readRegionsConfig(new ConfigReader(regions === undefined ? {} : { regions }));

describe('readRegionsConfig', () => {
  it('fills in what is left out', () => {
    expect(read()).toEqual([]);
    expect(read([{ name: 'europe-west1' }])).toEqual([
      {
        name: 'europe-west1',
        title: 'europe-west1',
        namespaces: [],
        limits: {
          errorRate: 0.05,
          p95Ms: 500,
          gatewayLatencyMs: 1_000,
          restarts: 3,
          replicationLagMs: 30_000,
        },
      },
    ]);
    expect(
      read([
        {
          name: 'a',
          title: 'A',
          location: { latitude: 50, longitude: 4 },
          role: 'primary',
          namespaces: ['shop'],
          gateway: { url: 'https://a.example/health' },
          database: { url: 'postgres://portal:secret@db/shop' },
          limits: { p95: '2s', restarts: 0, replicationLag: { minutes: 1 } },
        },
      ])[0],
    ).toMatchObject({
      gatewayUrl: 'https://a.example/health',
      databaseUrl: 'postgres://portal:secret@db/shop',
      limits: { p95Ms: 2_000, restarts: 0, replicationLagMs: 60_000 },
    });
  });

  it('has no gateway and no database where nothing gives their address', () => {
    const [region] = read([{ name: 'a', gateway: {}, database: {} }]);
    expect(region).not.toHaveProperty('gatewayUrl');
    expect(region).not.toHaveProperty('databaseUrl');
  });

  it.each<[JsonValue, RegExp]>([
    [[{ name: 'a/b' }], /regions\[0\]\.name: has to be letters/],
    [
      [{ name: 'a' }, { name: 'b', location: { latitude: 91, longitude: 0 } }],
      /regions\[1\]\.location\.latitude/,
    ],
    [[{ name: 'a', role: 'main' }], /regions\[0\]\.role/],
    [
      [{ name: 'a', gateway: { url: 'ftp://secret@a' } }],
      /regions\[0\]\.gateway\.url/,
    ],
    [
      [{ name: 'a', database: { url: 'mysql://portal:secret@db' } }],
      /regions\[0\]\.database\.url/,
    ],
    [[{ name: 'a', limits: { p95: '0s' } }], /limits\.p95 has to be longer/],
    [[{ name: 'a', limits: { errorRate: 2 } }], /limits\.errorRate/],
    [[{ name: 'a' }, { name: 'a' }], /two regions have the name 'a'/],
  ])('names what is wrong in %j, and no secret', (regions, message) => {
    let text = '';
    try {
      read(regions);
    } catch (error) {
      text = String(error);
    }
    expect(text).toMatch(message);
    expect(text).not.toContain('secret');
  });
});
