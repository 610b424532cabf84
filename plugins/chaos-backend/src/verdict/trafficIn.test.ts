import { trafficIn, type PlacedTraffic } from './trafficIn';

const group = (
  service: string,
  region: string | undefined,
  requests: number,
  p95Ms?: number,
): PlacedTraffic => ({
  service,
  ...(region === undefined ? {} : { region }),
  traffic: { requests, errors: 1, ...(p95Ms === undefined ? {} : { p95Ms }) },
});

describe('The traffic of a region', () => {
  it('is that of no other, in every window', () => {
    const found = trafficIn(
      'west',
      [
        [group('payments', 'west', 10, 40), group('payments', 'east', 90, 900)],
        [group('payments', 'east', 80)],
      ],
      true,
    );
    expect(found.get('payments')).toEqual({
      scope: 'region',
      windows: [
        { requests: 10, errors: 1, p95Ms: 40 },
        // The other one says nothing of it.
        { requests: 0, errors: 0 },
      ],
    });
  });

  it('adds up what several sources counted there', () => {
    const found = trafficIn(
      'west',
      [[group('core', 'west', 10, 40), group('core', 'west', 5, 70)]],
      true,
    );
    expect(found.get('core')?.windows).toEqual([
      { requests: 15, errors: 2, p95Ms: 70 },
    ]);
  });

  it('is that of all regions where the spans of a service name none, and says so', () => {
    const found = trafficIn(
      'west',
      [[group('payments', 'west', 10), group('batch', undefined, 20)]],
      true,
    );
    expect(found.get('batch')).toEqual({
      scope: 'spans-without-region',
      windows: [{ requests: 20, errors: 1 }],
    });
    expect(found.get('payments')?.scope).toBe('region');
  });

  it('does not mix in spans without a region once one of them names it', () => {
    const found = trafficIn(
      'west',
      [
        [group('payments', undefined, 50)],
        [group('payments', undefined, 50), group('payments', 'west', 10)],
      ],
      true,
    );
    expect(found.get('payments')).toMatchObject({
      scope: 'region',
      windows: [{ requests: 0 }, { requests: 10 }],
    });
  });

  it('is that of all regions where no span names that one, and says so', () => {
    const found = trafficIn(
      'west',
      [[group('payments', 'europe-west1', 10), group('payments', 'x', 5)]],
      false,
    );
    expect(found.get('payments')).toMatchObject({
      scope: 'region-without-spans',
      windows: [{ requests: 15, errors: 2 }],
    });
  });
});
