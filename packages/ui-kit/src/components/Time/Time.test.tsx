import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { languageConfig } from '../../testUtils';
import {
  formatAge,
  formatClock,
  formatMoment,
  formatSpan,
} from '../../lib/dates';
import { Freshness } from './Freshness';
import { RelativeTime } from './RelativeTime';

const now = new Date('2026-03-10T14:03:20Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('RelativeTime', () => {
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  it('keeps up with the clock, and tells the moment in full on focus', async () => {
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    renderInTestApp(<RelativeTime date={ago(50)} />);
    const time = await screen.findByText('50 seconds ago');
    expect(time).toHaveAttribute('dateTime', '2026-03-10T14:02:30.000Z');

    act(() => jest.advanceTimersByTime(5_000));
    act(() => jest.advanceTimersByTime(5_000));
    expect(time).toHaveTextContent('1 minute ago');
    act(() => jest.advanceTimersByTime(3_600_000));
    act(() => jest.advanceTimersByTime(30_000));
    expect(time).toHaveTextContent('1 hour ago');

    await user.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Mar 10, 2026, 14:02:30 UTC',
    );
  });

  it('speaks Ukrainian', async () => {
    renderInTestApp(
      <>
        <RelativeTime date={ago(300)} />
        <Freshness asOf={now} />
      </>,
      { config: languageConfig('uk') },
    );
    expect(await screen.findByText('5 хвилин тому')).toBeInTheDocument();
    expect(screen.getByText(/Дані станом на/)).toHaveTextContent('14:03:20');
  });
});

describe('Freshness', () => {
  it('says up to when, with the day when that is not today', async () => {
    const today = new Date();
    const { container } = renderInTestApp(
      <>
        <Freshness asOf={today} />
        <Freshness asOf={now} />
      </>,
    );
    await screen.findAllByText(/Data up to/);
    const [first, second] = container.querySelectorAll('time');
    expect(first).toHaveTextContent(/^\d\d:\d\d:\d\d$/);
    expect(second).toHaveTextContent('Mar 10, 2026, 14:03:20');
  });
});

describe('moments in words', () => {
  const kyiv = { locale: 'uk', timeZone: 'Europe/Kyiv' };

  it.each<[number, string]>([
    [-90, 'in 1 minute'],
    [0, 'now'],
    [9, 'now'],
    [-9, 'now'],
    [59, '50 seconds ago'],
    [3_599, '59 minutes ago'],
    [86_400, 'yesterday'],
    [10 * 86_400, '10 days ago'],
    [45 * 86_400, 'last month'],
    [800 * 86_400, '2 years ago'],
  ])('%p s ago: %s', (seconds, text) => {
    expect(formatAge(ago(seconds), now, 'en')).toBe(text);
  });

  it('tells them in the zone of the viewer', () => {
    const midnight = new Date('2026-03-10T22:30:00Z');
    expect(formatClock(midnight, now, kyiv)).toMatch(/11 бер\. 2026.*00:30:00/);
    expect(formatClock(now, now, kyiv)).toBe('16:03:20');
    expect(formatMoment(now, kyiv)).toMatch(/16:03:20/);
    expect(formatSpan(ago(3600), now, kyiv)).toMatch(/15:03:20.*16:03:20/);
  });
});
