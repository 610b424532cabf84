import { type StatusLevel, worstStatus } from './status';

describe('worstStatus', () => {
  it.each<[StatusLevel[], StatusLevel]>([
    [[], 'unknown'],
    [['healthy', 'healthy'], 'healthy'],
    [['healthy', 'unknown'], 'unknown'],
    [['unknown', 'degraded', 'healthy'], 'degraded'],
    [['degraded', 'down', 'unknown'], 'down'],
  ])('%p is %s', (levels, worst) => {
    expect(worstStatus(levels)).toBe(worst);
    expect(worstStatus(new Set([...levels].reverse()))).toBe(worst);
  });
});
