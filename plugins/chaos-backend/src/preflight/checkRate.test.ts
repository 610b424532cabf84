import { Components } from '../components/Components';
import { checkRate, type Start } from './checkRate';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;
const nothing = new Components([]);
const ago = (minutes: number, by?: string, entities: string[] = []): Start => ({
  at: new Date(NOW - minutes * MINUTE),
  ...(by ? { by } : {}),
  entities,
});

const check = (recent: Start[]) =>
  checkRate({
    policy: {
      rate: {
        perPerson: { starts: 2, withinMs: 60 * MINUTE },
        perTarget: { starts: 1, withinMs: 90_000 },
      },
    },
    known: { all: nothing, visible: nothing },
    entities: ['component:default/core', 'component:default/payments'],
    startedBy: 'olena',
    recent,
    now: NOW,
  }).map(({ ok, message }) => (ok ? 'ok' : message));

it('counts what one person started within the time, and says when one more may', () => {
  expect(check([ago(10, 'olena')])[0]).toBe('ok');
  // Others, and what is too long ago, do not count.
  expect(check([ago(10, 'taras'), ago(60, 'olena'), ago(5)])[0]).toBe('ok');
  expect(check([ago(10, 'olena'), ago(50, 'olena'), ago(20, 'olena')])[0]).toBe(
    'You started 3 within 60 min, and may start 2 (chaos.policy.rate.perPerson); wait until 2026-11-29T12:40:00.000Z',
  );
});

it('counts what hit each of the targets, whoever started it', () => {
  expect(check([ago(1, undefined, ['component:default/payments'])])).toEqual([
    'ok',
    'ok',
    'Hits on component:default/payments within 90 s: 1 of at most 1 (chaos.policy.rate.perTarget); wait until 2026-11-29T12:00:30.000Z',
  ]);
  expect(
    check([ago(2, 'olena', ['component:default/payments'])]).slice(1),
  ).toEqual(['ok', 'ok']);
});

it('says nothing where there are no rates', () => {
  expect(
    checkRate({
      policy: { rate: {} },
      known: { all: nothing, visible: nothing },
      entities: ['component:default/core'],
      startedBy: 'olena',
      recent: [ago(1, 'olena')],
      now: NOW,
    }),
  ).toEqual([]);
});
