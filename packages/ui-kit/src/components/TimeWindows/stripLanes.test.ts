import { stripLanes } from './stripLanes';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 14, minute));
const range = { from: at(0), to: at(60) };
const window = (id: string, from: number, to?: number) => ({
  id,
  title: id,
  from: at(from),
  ...(to === undefined ? {} : { to: at(to) }),
  entityRefs: [],
});

const laid = (...windows: ReturnType<typeof window>[]) =>
  stripLanes(windows, range).map(
    ({ window: { id }, start, end, lane, isNamedBefore }) => ({
      id,
      start,
      end,
      lane,
      isNamedBefore,
    }),
  );

it('cuts windows to the stretch, the open ones at its end, and leaves the others out', () => {
  expect(
    laid(
      window('before', -20, -10),
      window('begun', -20, 15),
      window('open', 30),
      window('after', 70, 80),
    ),
  ).toEqual([
    { id: 'begun', start: 0, end: 0.25, lane: 0, isNamedBefore: false },
    { id: 'open', start: 0.5, end: 1, lane: 0, isNamedBefore: false },
  ]);
});

it('puts those below one another whose times or names would meet', () => {
  expect(
    laid(
      window('long', 0, 40),
      window('meanwhile', 10, 11),
      // Behind the name of the one before, in the same lane.
      window('later', 30, 31),
      // There is no room for its name behind it.
      window('last', 55),
    ).map(({ id, lane, isNamedBefore }) => [id, lane, isNamedBefore]),
  ).toEqual([
    ['long', 0, false],
    ['meanwhile', 1, false],
    ['later', 1, false],
    ['last', 0, true],
  ]);
});
