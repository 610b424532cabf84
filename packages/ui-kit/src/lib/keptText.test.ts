import { keepText, keptText } from './keptText';

beforeEach(() => sessionStorage.clear());

it('keeps texts for words that are short enough for an address', () => {
  const long = 'Продажі '.repeat(20_000);
  const words = [keepText(long), keepText('other')].map(String);

  expect(words.map(keptText)).toEqual([long, 'other']);
  expect(Math.max(...words.map(({ length }) => length))).toBeLessThan(30);
});

it('says what is no word as it is, and that a text of another tab is not there', () => {
  expect(keptText('kind: Dashboard\n')).toBe('kind: Dashboard\n');
  expect(keptText('kept-text:1')).toBeUndefined();
});

it('has no text for a word of another tab', () => {
  const other = String(keepText('of that tab'));
  sessionStorage.clear();
  keepText('of this tab');

  expect(keptText(other)).toBeUndefined();
});

it('keeps the last ones, and what others keep', () => {
  sessionStorage.setItem('theirs', 'stays');
  const words = Array.from({ length: 12 }, (_, index) =>
    String(keepText(`text ${index}`)),
  );

  expect(words.map(keptText).filter(Boolean)).toEqual(
    [7, 8, 9, 10, 11].map(index => `text ${index}`),
  );
  expect(sessionStorage.getItem('theirs')).toBe('stays');
});

it('keeps nothing where the browser does not', () => {
  const set = jest.spyOn(Storage.prototype, 'setItem');
  set.mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });

  expect(keepText('text')).toBeUndefined();
  set.mockRestore();
});
