import { valueAxis } from './axes';
import { readChartTheme } from './theme';

it('ends an axis of nothing but zeros at one, and lets others end where they do', () => {
  const { max } = valueAxis(readChartTheme(document.body), String);
  expect(max({ min: 0, max: 0 })).toBe(1);
  expect(max({ min: 0, max: 0.02 })).toBeUndefined();
  expect(max({ min: -3, max: 0 })).toBeUndefined();
});
