import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { languageConfig } from '../../testUtils';
import {
  after,
  drag,
  drawing,
  markup,
  range,
  START,
  xOf,
} from './__testUtils__/drawing';
import { ScatterChart, type ScatterChartProps } from './ScatterChart';

const HOUR = 3_600_000;

const words = {
  point: 'Trace',
  value: 'Duration',
  good: 'Without errors',
  error: 'With errors',
};

function renderScatter(props: Partial<ScatterChartProps> = {}) {
  return renderInTestApp(
    <ScatterChart
      title="Duration"
      range={range}
      points={[
        { id: 'good', time: after(30), value: 10, name: 'GET /orders' },
        {
          id: 'bad',
          time: after(30),
          value: 10,
          name: markup,
          isError: true,
        },
        { id: 'late', time: after(59), value: 90, name: 'POST /orders' },
      ]}
      scale="linear"
      format={value => `${value} ms`}
      words={words}
      {...props}
    />,
  );
}

describe('ScatterChart', () => {
  it('opens the point that was clicked, an error before what it covers', async () => {
    const onOpen = jest.fn();
    const onBrush = jest.fn();
    renderScatter({
      onOpen,
      onBrush,
      windows: [{ from: range.from, to: after(5), title: 'Not loaded' }],
    });
    const svg = await drawing();
    expect(svg).toHaveTextContent(/90 ms.*Not loaded/);

    // Linear from 0 to 90 over the height less the margins.
    const yOf = (value: number) => 196 - ((196 - 10) * value) / 90;
    drag([xOf(30), yOf(10)], [xOf(30), yOf(10)]);
    expect(onOpen).toHaveBeenLastCalledWith('bad');
    drag([xOf(59) - 4, yOf(88)], [xOf(59) - 4, yOf(88)]);
    expect(onOpen).toHaveBeenLastCalledWith('late');
    drag([xOf(10), yOf(85)], [xOf(10), yOf(85)]);
    expect(onOpen).toHaveBeenCalledTimes(2);

    drag([xOf(20), yOf(50)], [xOf(40), yOf(5)]);
    expect(onOpen).toHaveBeenCalledTimes(2);
    const [selection] = onBrush.mock.calls[0];
    expect(selection.minValue).toBeCloseTo(5, 0);
    expect(selection.maxValue).toBeCloseTo(50, 0);
    expect(selection.from.getTime()).toBeLessThan(after(21).getTime());
    expect(selection.to.getTime() - selection.from.getTime()).toBeCloseTo(
      HOUR / 3,
      -4,
    );
  });

  it('says what it shows, and shows markup as the text it is', async () => {
    const { container } = renderScatter({ scale: 'log' });
    await drawing();
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Duration: 3 points, 1 With errors',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as a table: Duration' }),
    );
    expect(screen.getByRole('cell', { name: markup })).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
    expect(
      screen.getAllByRole('cell', { name: 'Without errors' }),
    ).toHaveLength(2);
  });

  it('gives its points as CSV that no spreadsheet runs', async () => {
    let file: Blob | undefined;
    URL.createObjectURL = blob => {
      file = blob instanceof Blob ? blob : undefined;
      return 'blob:chart';
    };
    URL.revokeObjectURL = jest.fn();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    renderScatter({
      points: [
        { id: '1', time: START, value: 1.23456789, name: '=HYPERLINK("x")' },
        { id: '2', time: START, value: -5, name: 'a,\n"b"', isError: true },
      ],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download as CSV: Duration' }),
    );

    expect(click).toHaveBeenCalledTimes(1);
    const text = await file?.text();
    expect(text).toBe(
      [
        'Time,Trace,Duration,Outcome',
        `2026-03-10T13:00:00.000Z,"'=HYPERLINK(""x"")",1.23456789,Without errors`,
        '2026-03-10T13:00:00.000Z,"a,\n""b""",-5,With errors',
        '',
      ].join('\r\n'),
    );
    click.mockRestore();
  });

  it('speaks Ukrainian', async () => {
    renderInTestApp(
      <ScatterChart
        title="Тривалість"
        range={range}
        points={[{ id: '1', time: START, value: 1, name: 'GET /' }]}
        format={String}
        words={{ ...words, error: 'З помилками' }}
      />,
      { config: languageConfig('uk') },
    );
    expect(await screen.findByRole('img')).toHaveAccessibleName(
      'Тривалість: 1 точка, З помилками — 0',
    );
  });
});
