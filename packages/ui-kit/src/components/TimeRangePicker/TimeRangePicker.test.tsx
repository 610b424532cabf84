import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { languageConfig } from '../../testUtils';
import { useTimeRange } from '../../hooks/useTimeRange';
import { type TimeRange } from '../../model/timeRange';
import { TimeRangePicker } from './TimeRangePicker';

const seen: TimeRange[] = [];

function Page(props: { defaultRange?: TimeRange }) {
  const { range } = useTimeRange(props);
  seen.push(range);
  return (
    <>
      <TimeRangePicker {...props} />
      <output>{useLocation().search}</output>
    </>
  );
}

const link = () => screen.getByRole('status', { hidden: true }).textContent;
const openPicker = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog');
};

describe('TimeRangePicker', () => {
  beforeEach(() => seen.splice(0));

  it('shows the range of the link and writes presets and live into it', async () => {
    renderInTestApp(<Page />, {
      initialRouteEntries: ['/traces?service=orders&from=15m'],
    });
    const picker = await openPicker('Time range: Last 15 minutes');
    expect(
      within(picker).getByRole('radio', { name: 'Last 15 minutes' }),
    ).toBeChecked();

    await userEvent.click(within(picker).getByRole('switch', { name: 'Live' }));
    expect(link()).toBe('?service=orders&from=15m&live=true');

    await userEvent.click(
      within(picker).getByRole('radio', { name: 'Last 24 hours' }),
    );
    expect(link()).toBe('?service=orders&from=24h&live=true');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Time range: Last 24 hours · Live' }),
    ).toBeInTheDocument();
    expect(seen[seen.length - 1]).toEqual({
      kind: 'relative',
      from: '24h',
      live: true,
    });
  });

  it('takes a start and an end, in local time with UTC beside it', async () => {
    renderInTestApp(<Page />, { initialRouteEntries: ['/?from=1h&live=true'] });
    const picker = await openPicker('Time range: Last 1 hour · Live');
    const from = within(picker).getByLabelText('From');
    const to = within(picker).getByLabelText('To');
    const apply = within(picker).getByRole('button', { name: 'Apply' });

    fireEvent.change(from, { target: { value: '2026-03-10T14:00:00' } });
    fireEvent.change(to, { target: { value: '2026-03-10T13:00:00' } });
    await userEvent.click(apply);
    expect(await within(picker).findByRole('alert')).toHaveTextContent(
      'The end must be after the start.',
    );
    expect(from).toBeInvalid();
    expect(link()).toBe('?from=1h&live=true');

    fireEvent.change(to, { target: { value: '2026-03-10T15:30:00' } });
    expect(within(picker).getByText(/^In UTC:/)).toHaveTextContent(
      /Mar 10, 2026, 14:00.*15:30/,
    );
    await userEvent.click(apply);
    const range = new URLSearchParams(link() ?? '');
    expect(range.get('from')).toBe(new Date(2026, 2, 10, 14).toISOString());
    expect(range.get('to')).toBe(new Date(2026, 2, 10, 15, 30).toISOString());
    expect(range.has('live')).toBe(false);
  });

  it('stands at the default of the page, and stays the same object', async () => {
    const { unmount } = renderInTestApp(
      <Page defaultRange={{ kind: 'relative', from: '7d' }} />,
      { initialRouteEntries: ['/?from=nonsense'] },
    );
    await openPicker('Time range: Last 7 days');
    expect(new Set(seen).size).toBe(1);
    unmount();
  });

  it.each([
    ['1m', 'Остання 1 хвилина'],
    ['3h', 'Останні 3 години'],
    ['7d', 'Останні 7 днів'],
    ['21d', 'Останній 21 день'],
  ])('says %s in Ukrainian: %s', async (from, text) => {
    renderInTestApp(<Page />, {
      config: languageConfig('uk'),
      initialRouteEntries: [`/?from=${from}`],
    });
    expect(
      await screen.findByRole('button', { name: `Проміжок часу: ${text}` }),
    ).toBeInTheDocument();
  });
});
