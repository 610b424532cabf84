import { findingMessages } from '@shop-platform/backstage-plugin-chaos-common';
import { say } from './say';

describe('say', () => {
  it('writes the values into the text, and hands them over with its code', () => {
    const values = { duration: '1h', limit: '600' };
    expect(say('durationLong', values)).toEqual({
      message: '1h is longer than 600 s (chaos.policy.maxDuration)',
      says: { code: 'durationLong', values },
    });
  });

  it.each([
    [1, 'The selector means 1 pod'],
    [0, 'The selector means 0 pods'],
    [21, 'The selector means 21 pods'],
  ])('counts %d', (count, message) => {
    expect(say('targets', { count }).message).toBe(message);
  });

  it('takes a value as it is, whatever stands in it', () => {
    expect(
      say('freezeRefused', { from: 'A', to: 'B', reason: '{{to}} $& $1' })
        .message,
    ).toBe('Nothing starts from A to B: {{to}} $& $1');
  });

  it('has a form for one and for others wherever something is counted', () => {
    const counted = Object.entries(findingMessages).filter(([, text]) =>
      text.includes('{{count}}'),
    );
    expect(counted).not.toEqual([]);
    for (const [key] of counted) {
      expect(key).toMatch(/_(one|other)$/);
      expect(findingMessages).toHaveProperty([key.replace(/_\w+$/, '_other')]);
    }
  });
});
