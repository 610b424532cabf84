import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chartPalette } from '../../model/serviceColor';
import {
  after,
  drag,
  drawing,
  markup,
  range,
  START,
  xOf,
} from './__testUtils__/drawing';
import { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart';
import { tooltipRows } from './timeSeriesOption';
import { tooltipContent } from './tooltip';
import { type TimeSeries } from './types';
import { rendererFor } from './useChart';

function line(id: string, values: (number | undefined)[]): TimeSeries {
  return {
    id,
    name: id,
    points: values.map((value, index) => ({ time: after(index), value })),
  };
}

function renderTimeSeries(props: Partial<TimeSeriesChartProps> = {}) {
  return renderInTestApp(
    <TimeSeriesChart
      title="Requests"
      range={range}
      series={[line('orders', [1, 2, undefined, 4])]}
      {...props}
    />,
  );
}

describe('TimeSeriesChart', () => {
  it('draws lines from zero, with windows named', async () => {
    renderTimeSeries({
      series: [line('orders', [8, 9, 10])],
      windows: [{ from: after(10), to: after(20), title: 'Kill payments' }],
    });

    const svg = await drawing();
    expect(svg).toHaveTextContent('Kill payments');
    const labels = [...svg.querySelectorAll('text')].map(
      ({ textContent }) => textContent,
    );
    expect(labels).toContain('0');
    expect(screen.getByRole('img')).toHaveAccessibleName(
      /^Requests over time: orders\. Kill payments: Mar 10/,
    );
  });

  it('keeps the first digits of an amount that is too long for the axis', async () => {
    renderTimeSeries({
      series: [line('orders', [1_500_000])],
      format: value => `${value} hryvnias in all of the shop's cities`,
    });
    const svg = await drawing();
    expect(svg).toHaveTextContent(/1500000/);
    expect(svg).not.toHaveTextContent(/cities/);
  });

  it('draws at most eight series, the smallest ones as one', async () => {
    const series = Array.from({ length: 12 }, (_, index) =>
      line(`service-${index}`, [index, index]),
    );
    renderTimeSeries({ series });

    const legend = await screen.findByRole('list');
    const names = within(legend)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(names).toEqual([
      ...[11, 10, 9, 8, 7, 6, 5].map(index => `service-${index}`),
      'Other',
    ]);
    // The table leaves nothing out.
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a table: Requests' }),
    );
    expect(screen.getAllByRole('columnheader')).toHaveLength(13);
  });

  it('is a table at a click, gaps as gaps, and a chart again', async () => {
    renderTimeSeries({ format: value => `${value}/s` });
    await drawing();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a table: Requests' }),
    );

    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    const cells = screen
      .getAllByRole('row')
      .slice(1)
      .map(row => within(row).getAllByRole('cell')[1].textContent);
    expect(cells).toEqual(['1/s', '2/s', '—', '4/s']);

    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a chart: Requests' }),
    );
    expect(await drawing()).toBeInTheDocument();
  });

  it('draws no line over a gap, and a dot for what stands alone', async () => {
    renderTimeSeries({ series: [line('orders', [1, 2, undefined, 4])] });
    const stroke = (await drawing()).querySelector(
      `path[stroke="${chartPalette[0]}"]`,
    );
    // One line from the first to the second value, and another one begun.
    expect(stroke?.getAttribute('d')).toMatch(/^M[^M]+L[^M]+M[^ML]+$/);
  });

  it('tells in its tooltip the largest first, and markup as text', () => {
    const series = [
      { ...line('small', [1]), color: 'red' },
      { ...line(markup, [20]), color: 'blue' },
      { ...line('gap', [undefined]), color: 'green' },
    ];
    const rows = tooltipRows(series, START.getTime(), value => `${value}/s`);
    expect(rows.map(({ name, value }) => `${name} ${value}`)).toEqual([
      `${markup} 20/s`,
      'small 1/s',
    ]);
    const content = tooltipContent('13:00', rows);
    expect(content).toHaveTextContent(markup);
    expect(content.querySelector('img')).toBeNull();
  });

  it('tells the stretch of time that was dragged over, to the edge at most', async () => {
    const onBrush = jest.fn();
    renderTimeSeries({ onBrush });
    await drawing();

    drag([xOf(45), 50], [xOf(15), 50]);
    expect(onBrush).toHaveBeenCalledTimes(1);
    const [{ from, to }] = onBrush.mock.calls[0];
    expect(Math.abs(from.getTime() - after(15).getTime())).toBeLessThan(1000);
    expect(Math.abs(to.getTime() - after(45).getTime())).toBeLessThan(1000);

    drag([xOf(30), 50], [5_000, 50]);
    expect(onBrush.mock.calls[1][0].to.getTime()).toBeLessThanOrEqual(
      range.to.getTime() + 1,
    );

    drag([xOf(30), 50], [xOf(30) + 2, 50]);
    const plot = screen.getByRole('img');
    fireEvent.pointerDown(plot, { button: 0, clientX: 100, clientY: 50 });
    fireEvent.pointerMove(window, { clientX: 300, clientY: 50 });
    fireEvent.keyDown(window, { key: 'Escape' });
    fireEvent.pointerUp(window, { clientX: 300, clientY: 50 });
    expect(onBrush).toHaveBeenCalledTimes(2);
  });

  it('takes the colours of the page, and new ones with a new theme', async () => {
    // jsdom knows custom properties, but not that they are inherited.
    const sheet = document.createElement('style');
    document.head.append(sheet);
    const paint = (color: string) => {
      sheet.textContent = `* { --bui-border-1: ${color} }`;
    };
    paint('#123456');
    renderTimeSeries();
    expect((await drawing()).outerHTML).toContain('#123456');

    paint('#654321');
    act(() => document.body.setAttribute('data-theme-mode', 'dark'));
    await waitFor(async () =>
      expect((await drawing()).outerHTML).toContain('#654321'),
    );
    document.body.removeAttribute('data-theme-mode');
    sheet.remove();
  });

  it('draws bars, one upon the other', async () => {
    renderTimeSeries({
      kind: 'bars',
      series: [line('orders', [3]), line('payments', [4])],
    });
    // Seven high in all, so the axis goes further than either.
    expect(await drawing()).toHaveTextContent('8');
  });

  it('draws the period before in dashes, in the colours of this one', async () => {
    renderTimeSeries({
      series: [line('orders', [1, 2, 3])],
      previous: [line('orders', [3, 2, 1]), line('gone', [9, 9, 9])],
    });
    const lines = (await drawing()).querySelectorAll(
      `path[stroke="${chartPalette[0]}"]`,
    );
    expect(
      [...lines].filter(path => path.hasAttribute('stroke-dasharray')),
    ).toHaveLength(1);
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['orders', 'The period before']);
  });

  it('tells the point that was clicked, and from the table its moment', async () => {
    const onSelect = jest.fn();
    renderTimeSeries({
      series: [
        { ...line('orders', [1]), points: [{ time: after(30), value: 1 }] },
      ],
      onSelect,
    });
    await drawing();
    drag([xOf(31), 50], [xOf(31), 50]);
    expect(onSelect).toHaveBeenCalledWith({
      time: after(30),
      seriesId: 'orders',
    });
    drag([xOf(5), 50], [xOf(5), 50]);
    expect(onSelect).toHaveBeenCalledTimes(1);

    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a table: Requests' }),
    );
    await userEvent.click(
      within(screen.getByRole('table')).getByRole('button'),
    );
    expect(onSelect).toHaveBeenLastCalledWith({ time: after(30) });
  });

  it('has more to offer in a menu, beside the table and the files', async () => {
    const onAction = jest.fn();
    renderTimeSeries({
      description: 'What was asked of us.',
      menuItems: [{ id: 'rows', label: 'Show the rows', onAction }],
    });
    expect(
      await screen.findByRole('button', {
        name: 'About Requests: What was asked of us.',
      }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'More for Requests' }),
    );
    expect(
      screen.getAllByRole('menuitem').map(({ textContent }) => textContent),
    ).toEqual([
      'Show the rows',
      'Show as a table: Requests',
      'Download as CSV: Requests',
      'Download as a picture: Requests',
    ]);
    await userEvent.click(
      screen.getByRole('menuitem', { name: 'Show the rows' }),
    );
    expect(onAction).toHaveBeenCalledTimes(1);
  });

  it('draws in pixels what would be too many nodes', () => {
    expect([rendererFor(2_000), rendererFor(2_001)]).toEqual(['svg', 'canvas']);
  });
});
