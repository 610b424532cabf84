import { Destination } from '../proxy/types';
import { FaultTable } from './FaultTable';
import { HostList } from './HostList';
import { LiveRule } from './LiveRule';
import { FaultRule } from './types';

const pod = (name: string): Destination => ({
  kind: 'pod',
  pod: `shop/${name}`,
  host: '127.200.0.1',
  port: 8080,
});
type Place = Pick<Destination, 'host' | 'called'> & { port?: number };

const DELAY = { latencyMs: 100, jitterMs: 0, correlation: 0 };

describe('rules for the traffic of pods', () => {
  /** Which of what a and b send one another is met. */
  const met = (rule: Omit<FaultRule, 'delay'>) => {
    const live = new LiveRule({ ...rule, delay: DELAY }, Math.random);
    return [
      ['a', 'b', 'out'],
      ['b', 'a', 'back'],
      ['b', 'a', 'out'],
      ['a', 'b', 'back'],
    ].map(([source, to, direction]) =>
      live.covers({
        source: `shop/${source}`,
        destination: pod(to),
        direction: direction === 'out' ? 'out' : 'back',
      }),
    );
  };

  it.each<[string, Omit<FaultRule, 'delay'>, boolean[]]>([
    [
      'all that a sends',
      { from: { pods: ['shop/a'] } },
      [true, true, false, false],
    ],
    [
      'all that reaches a',
      { to: { pods: ['shop/a'] } },
      [false, false, true, true],
    ],
    [
      'what a sends to b',
      { from: { pods: ['shop/a'] }, to: { pods: ['shop/b'] } },
      [true, true, false, false],
    ],
    [
      'what a sends to c',
      { from: { pods: ['shop/a'] }, to: { pods: ['shop/c'] } },
      [false, false, false, false],
    ],
  ])('mean %s, whoever has connected', (_, rule, expected) => {
    expect(met(rule)).toEqual(expected);
  });

  it.each<[string, Place, boolean]>([
    ['8.8.8.8', { host: '8.8.8.8' }, true],
    ['8.8.8.8', { host: '8.8.8.9' }, false],
    ['10.0.0.0/8', { host: '10.20.30.40' }, true],
    ['10.0.0.0/8', { host: 'ten.example' }, false],
    ['0.0.0.0/0', { host: '127.0.0.1' }, true],
    ['2001:db8::/32', { host: '2001:db8::1' }, true],
    [
      'example.com',
      { host: '93.184.1.1', called: { hosts: ['EXAMPLE.com.'], port: 443 } },
      true,
    ],
    [
      'redis.shop',
      {
        host: '127.0.0.1',
        called: { hosts: ['redis.shop.svc.cluster.local'], port: 6379 },
      },
      true,
    ],
    [
      'redis.shop.svc:6379',
      { host: '127.0.0.1', called: { hosts: ['redis.shop'], port: 6379 } },
      true,
    ],
    [
      'redis.shop.svc:6380',
      { host: '127.0.0.1', called: { hosts: ['redis.shop'], port: 6379 } },
      false,
    ],
    ['[2001:db8::1]:80', { host: '2001:db8::1', port: 80 }, true],
  ])('name hosts outside: %s', (text, destination, expected) => {
    const given: Destination = { kind: 'host', port: 1, ...destination };
    expect(new HostList([text]).has(given)).toBe(expected);
  });

  it('cost nothing where there are none, and end for what is on its way', async () => {
    const table = new FaultTable();
    const find = () => table.find('shop/a', pod('b'));
    expect(find()).toBeUndefined();
    let changes = 0;
    table.onChange(() => {
      changes += 1;
    });
    const rules = [{ delay: { ...DELAY, latencyMs: 3_600_000 } }];
    table.set('one', rules);
    table.set('one', structuredClone(rules));
    expect(changes).toBe(1);
    expect(table.find('shop/a', pod('a'))).toBeUndefined();
    const disturbance = find();
    const carried = disturbance?.carry(Buffer.from('x'), 'out');
    table.set('one', []);
    expect(String(await carried)).toBe('x');
    expect(find()).toBeUndefined();
  });

  it('send what is lost again, and give up in the end', async () => {
    const draws: number[] = [];
    const table = new FaultTable({
      random: () => draws.shift() ?? 0,
      retransmission: {
        dataMs: 1,
        connectMs: 1,
        connectAttempts: 3,
        longestMs: 2,
        attempts: 3,
        connectTimeoutMs: 20,
      },
    });
    table.set('half', [{ loss: { probability: 0.5, correlation: 0 } }]);
    const disturbance = table.find('shop/a', pod('b'));
    // Lost twice, and then not.
    draws.push(0.1, 0.2, 0.9);
    await disturbance?.carry(Buffer.from('x'), 'out');
    expect(draws).toEqual([]);
    await expect(disturbance?.carry(Buffer.from('x'), 'out')).rejects.toThrow(
      'ETIMEDOUT',
    );
    await expect(disturbance?.beforeConnect?.()).rejects.toThrow('ETIMEDOUT');
  });

  it('lead so many bytes in a second over a line, after a burst', () => {
    const rule = new LiveRule(
      { rate: { bytesPerSecond: 1000, burstBytes: 500 } },
      Math.random,
    );
    const flow = {
      source: 'shop/a',
      destination: pod('b'),
      direction: 'out' as const,
    };
    const first = rule.holdMs(500, flow);
    const second = rule.holdMs(100_000, flow);
    const third = rule.holdMs(100_000, flow);
    expect(first).toBe(0);
    // However long the lines between took.
    expect(third - second).toBeGreaterThan(50_000);
    expect(third).toBeLessThanOrEqual(200_000);
  });

  it('spread delays around the latency, and alike where they correlate', () => {
    const flow = {
      source: 'shop/a',
      destination: pod('b'),
      direction: 'out' as const,
    };
    const spread = (correlation: number) => {
      let seed = 1;
      const random = () => {
        seed = (seed * 16807) % 2147483647;
        return seed / 2147483647;
      };
      const rule = new LiveRule(
        { delay: { latencyMs: 100, jitterMs: 50, correlation } },
        random,
      );
      const delays = Array.from({ length: 500 }, () => rule.holdMs(1, flow));
      const steps = delays.slice(1).map((ms, i) => Math.abs(ms - delays[i]));
      return {
        least: Math.min(...delays),
        most: Math.max(...delays),
        step: steps.reduce((sum, each) => sum + each, 0) / steps.length,
      };
    };
    const free = spread(0);
    expect(free.least).toBeGreaterThanOrEqual(50);
    expect(free.least).toBeLessThan(60);
    expect(free.most).toBeLessThanOrEqual(150);
    expect(free.most).toBeGreaterThan(140);
    expect(spread(0.9).step).toBeLessThan(free.step / 2);
  });
});
