import { rangesOverlap } from './addressRanges';

describe('rangesOverlap', () => {
  it.each([
    ['10.1.0.0/16', '10.1.0.0/16'],
    ['10.0.0.0/14', '10.3.128.0/17'],
    ['10.3.255.0/24', '10.0.0.0/14'],
    // Written by another address of the same range.
    ['10.1.2.3/16', '10.1.200.0/16'],
    ['192.168.0.0/16', '192.168.4.0/22'],
  ])('sees that %s and %s do', (one, other) => {
    expect(rangesOverlap(one, other)).toBe(true);
    expect(rangesOverlap(other, one)).toBe(true);
  });

  it.each([
    ['10.1.0.0/16', '10.2.0.0/16'],
    ['10.0.0.0/14', '10.4.0.0/14'],
    ['10.1.0.0/17', '10.1.128.0/17'],
    ['172.16.0.0/12', '192.168.0.0/16'],
    ['10.1.0.0/16', '10.1.0.0/33'],
    ['10.1.0.0/16', '10.1.300.0/24'],
    ['10.1.0.0/16', ''],
  ])('sees that %s and %s do not', (one, other) => {
    expect(rangesOverlap(one, other)).toBe(false);
    expect(rangesOverlap(other, one)).toBe(false);
  });
});
