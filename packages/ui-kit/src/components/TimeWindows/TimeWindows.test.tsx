import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import {
  type TimeWindow,
  timeWindowsApiRef,
  type TimeWindowsApi,
} from '../../api/TimeWindowsApi';
import { useChartWindows, useTimeWindows } from '../../hooks/useTimeWindows';
import { TimeWindowList } from './TimeWindowList';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 14, minute));
const range = { from: at(0), to: at(30) };
const NONE: readonly TimeWindow[] = [];

const over: TimeWindow = {
  id: 'one',
  title: 'payments-slow',
  from: at(10),
  to: at(12),
  entityRefs: [],
  href: '/chaos/runs/one',
};
const going: TimeWindow = {
  id: 'two',
  title: 'core-busy',
  from: new Date(range.from.getTime() - 60_000),
  entityRefs: [],
};

function Page() {
  const state = useTimeWindows(range);
  const windows = useChartWindows(
    state.status === 'ready' ? state.value.windows : NONE,
    range,
  );
  return (
    <>
      <pre>{JSON.stringify(windows)}</pre>
      <TimeWindowList state={state} />
    </>
  );
}

function renderPage(list?: TimeWindowsApi['list']) {
  return renderInTestApp(
    <Page />,
    list && { apis: [[timeWindowsApiRef, { list }]] },
  );
}

const shaded = () =>
  JSON.parse(document.querySelector('pre')?.textContent ?? 'null');

describe('time windows', () => {
  it('are linked, and shaded within the range of the chart', async () => {
    const list = jest.fn(async () => ({
      windows: [
        over,
        going,
        { ...going, id: 'three', from: at(40), title: 'too-late' },
      ],
      moreExist: true,
    }));
    renderPage(list);

    const link = await screen.findByRole('link', { name: 'payments-slow' });
    expect(link).toHaveAttribute('href', '/chaos/runs/one');
    expect(screen.getByText('core-busy')).toHaveTextContent(/since/);
    expect(screen.getByText('and earlier ones')).toBeVisible();
    expect(shaded()).toEqual([
      {
        title: 'payments-slow',
        from: at(10).toISOString(),
        to: at(12).toISOString(),
      },
      {
        title: 'core-busy',
        from: range.from.toISOString(),
        to: range.to.toISOString(),
      },
    ]);
    expect(list).toHaveBeenCalledWith(range, {
      signal: expect.any(AbortSignal),
    });
  });

  it('are unknown, and not none, when they cannot be read', async () => {
    renderPage(async () => {
      throw new Error('The chaos service is away');
    });
    expect(await screen.findByRole('status')).toHaveTextContent(
      'not known: The chaos service is away',
    );
  });

  it('are none in a portal where nobody tells', async () => {
    renderPage();
    await waitFor(() => expect(shaded()).toEqual([]));
    expect(screen.queryByText(/on purpose/)).toBeNull();
  });
});
