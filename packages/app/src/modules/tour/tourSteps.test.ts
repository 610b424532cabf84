import { isComplete, isShown, readProgress } from './tourProgress';
import { stepsAt, TOUR_STEPS } from './tourSteps';

describe('stepsAt', () => {
  it.each([
    ['/', []],
    ['/catalog', ['catalog']],
    ['/catalog/', ['catalog']],
    ['/catalog/default/component/core', ['entity']],
    ['/catalog/default/component/core/api', ['entity']],
    ['/catalog/default/API/orders/definition', ['entity', 'api']],
    ['/catalog/default/component/core/definition', ['entity']],
    ['/catalog/default/component/core/docs/how-to', ['entity', 'docs']],
    ['/catalog-graph', ['graph']],
    ['/catalog-import', []],
    ['/docs', []],
    ['/docs/default/component/core/', ['docs']],
    ['/traces/trace/ab', ['traces']],
    ['/catalog/default/component/core/traces', ['entity', 'traces']],
    ['/analytics', ['analytics']],
    ['/chaos/new', ['chaos']],
    ['/regions/europe-west1', ['regions']],
    ['/search', ['search']],
    ['/create/templates', ['create']],
    ['/settings', ['settings']],
    ['/settings/general', ['settings']],
  ])('%s ticks %j', (pathname, steps) => {
    expect(stepsAt(pathname)).toEqual(steps);
  });
});

describe('readProgress', () => {
  it('leaves out what this version does not know', () => {
    expect(
      readProgress({ visited: ['search', 'moon', 'catalog'], view: 'hidden' }),
    ).toEqual({ visited: ['catalog', 'search'], view: 'hidden' });
    for (const broken of [undefined, 'x', { visited: 'all' }, { view: 'no' }]) {
      expect(readProgress(broken)).toEqual({ visited: [], view: 'auto' });
    }
  });

  it('shows the tour until it is done, hidden, or asked for again', () => {
    const done = [...TOUR_STEPS];
    const shown = (visited: typeof done, view: 'auto' | 'shown' | 'hidden') =>
      isShown({ visited, view }, TOUR_STEPS);
    const complete = (visited: typeof done, steps = done) =>
      isComplete({ visited, view: 'auto' }, steps);

    expect(complete(done)).toBe(true);
    expect(complete(done.slice(1))).toBe(false);
    // What this portal does not have, nobody has to visit.
    expect(complete(done.slice(1), done.slice(1))).toBe(true);
    expect(shown(done.slice(1), 'auto')).toBe(true);
    expect(shown(done, 'auto')).toBe(false);
    expect(shown(done, 'shown')).toBe(true);
    expect(shown([], 'hidden')).toBe(false);
  });
});
