import { type ChaosCheck } from '@shop-platform/backstage-plugin-chaos-common';
import { at, over, overDetails, run, stuck } from '../__testUtils__/chaos';
import { runAsMarkdown } from './exportRun';
import { haltedPlaces } from './levers';
import { phasesOf, windowOf } from './phases';
import { byUrgency, timeLeft } from './runs';

const brief = (details: Parameters<typeof phasesOf>[0]) =>
  phasesOf(details).map(({ name, from, to, isCurrent }) => [
    name,
    from?.toISOString(),
    to?.toISOString(),
    ...(isCurrent ? ['now'] : []),
  ]);

describe('phasesOf', () => {
  const going = { ...overDetails, run: run() };

  it('says what was when', () => {
    expect(brief(overDetails)).toEqual([
      ['before', at(0), at(1)],
      ['injected', at(1), at(20)],
      ['recovering', at(20), at(21)],
      ['over', at(21), undefined, 'now'],
    ]);
    expect(brief(going)).toEqual([
      ['before', at(0), at(1)],
      ['injected', at(1), undefined, 'now'],
      ['recovering', undefined, undefined],
      ['over', undefined, undefined],
    ]);
  });

  it('knows of halts, of runs that began nothing, and of those that do not recover', () => {
    expect(
      brief({
        ...overDetails,
        run: run({ state: 'recovering', endsAt: at(60) }),
        events: [{ at: at(5), type: 'halted', by: 'user:default/olena' }],
      })[2],
    ).toEqual(['recovering', at(5), undefined, 'now']);
    expect(
      brief({
        ...overDetails,
        run: run({ state: 'failed', injectedAt: undefined, endedAt: at(3) }),
      }),
    ).toEqual([
      ['before', at(0), at(3)],
      ['injected', undefined, undefined],
      ['recovering', undefined, undefined],
      ['over', at(3), undefined, 'now'],
    ]);
    expect(brief({ ...going, run: stuck })[2]).toEqual([
      'recovering',
      at(-10),
      undefined,
      'now',
    ]);
  });

  it('looks a little around a run, and never into the future', () => {
    expect(windowOf({ run: over }, new Date(at(3600)))).toEqual({
      from: new Date(at(-300)),
      to: new Date(at(321)),
    });
    expect(windowOf({ run: over }, new Date(at(30))).to).toEqual(
      new Date(at(30)),
    );
  });
});

describe('runs', () => {
  it('are in the order in which somebody has to look', () => {
    const older = run({ id: 'a', startedAt: at(-5) });
    expect(byUrgency([older, run(), stuck])).toEqual([stuck, run(), older]);
  });

  it('have no less than no time left', () => {
    const now = new Date(at(10));
    expect(timeLeft(run({ endsAt: at(25) }), now)).toBe(15_000);
    expect(timeLeft(run({ endsAt: at(5) }), now)).toBe(0);
    expect(timeLeft(run(), now)).toBeUndefined();
    expect(timeLeft(over, now)).toBeUndefined();
  });
});

describe('haltedPlaces', () => {
  it('tells one pull for several clusters from several pulls', () => {
    const base = { title: '', region: '', state: 'ready' } as const;
    const halt = { at: at(0), by: 'user:default/olena', reason: 'Sale' };
    const clusters = [
      { ...base, name: 'a', halt },
      { ...base, name: 'b' },
      { ...base, name: 'c', halt: { ...halt } },
      { ...base, name: 'd', halt: { ...halt, reason: 'Other' } },
    ];
    expect(
      haltedPlaces(clusters).map(place => place.clusters.map(c => c.name)),
    ).toEqual([['a', 'c'], ['d']]);
  });
});

describe('runAsMarkdown', () => {
  it('has what the page has', () => {
    const text = runAsMarkdown(overDetails);
    expect(text).toContain('# Chaos: payments-delay\n');
    expect(text).toContain(
      '| payments-service (target) | p95 | 800\u00a0ms | 41.2\u00a0ms | 1.23\u00a0s | 43\u00a0ms | 1200, 340, 900 | broken |',
    );
    expect(text).toContain(
      '| core-service (caller, catalog, traces) | errorRate | 5% | 0.1% | 1.23% | not measured |  | held |',
    );
    expect(text).toContain(
      '- Time to detect: 12.5\u00a0s\n- Time to recover: 1\u00a0min 4\u00a0s\n- Requests lost: 1234\n',
    );
    expect(text).toContain(`- ${at(0)} started by user:default/olena\n`);
    expect(text).toContain('```yaml\n# Payments answers late.\n');
  });

  it('says in words which numbers nobody knows', () => {
    const numbersOf = (checks: ChaosCheck[]) =>
      runAsMarkdown({
        ...overDetails,
        verdict: { outcome: 'failed', reason: 'x', at: at(40), checks },
      });
    const { checks = [] } = overDetails.verdict ?? {};
    expect(numbersOf(checks)).toContain(
      '- Time to detect: not known\n- Time to recover: not known\n- Requests lost: not known\n',
    );
    expect(numbersOf(checks.filter(({ ok }) => ok))).toContain(
      '- Time to detect: nothing to detect\n- Time to recover: not known\n',
    );
    expect(numbersOf([])).toContain('- Time to detect: not known\n');
  });

  it('keeps a table and a fence whole, whatever is in them', () => {
    const text = runAsMarkdown({
      ...overDetails,
      run: run({ haltedBy: 'system', haltReason: 'a | b' }),
      manifest: 'a: |\n  ```\n',
      verdict: undefined,
    });
    expect(text).toContain('| Halted | by system: a \\| b |');
    expect(text).toContain('````yaml\na: |\n  ```\n````\n');
    expect(text).toContain('No verdict.');
  });
});
