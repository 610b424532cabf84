import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { markup } from './__testUtils__/drawing';
import { FunnelChart } from './FunnelChart';
import { HeatmapChart } from './HeatmapChart';
import { MapChart } from './MapChart';
import { pictureOf } from './picture';
import { TopList } from './TopList';
import { ValueTile } from './ValueTile';

describe('TopList', () => {
  it('ranks by what it is given, with exact values and names as text', async () => {
    const onSelect = jest.fn();
    renderInTestApp(
      <TopList
        title="Products"
        labels={{ name: 'Product', value: 'Sold' }}
        entries={[
          { id: 'a', name: markup, value: '18446744073709551615' },
          { id: 'b', name: 'Lamp', value: 3 },
          { id: 'c', name: 'Chair' },
        ]}
        onSelect={onSelect}
      />,
    );
    const items = await screen.findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      `${markup}18,446,744,073,709,551,615`,
      'Lamp3',
      'Chair—',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Lamp' }));
    expect(onSelect).toHaveBeenCalledWith('b');
  });
});

describe('FunnelChart', () => {
  it('says of each step how many go on, of the first and of the one before', async () => {
    renderInTestApp(
      <FunnelChart
        title="Conversion"
        labels={{ step: 'Step', count: 'Sessions' }}
        steps={[
          { id: 'view', name: 'Viewed', count: 1000 },
          { id: 'cart', name: 'Put in the cart', count: '250' },
          { id: 'paid', name: 'Paid', count: 0 },
          { id: 'again', name: 'Came again', count: 0 },
        ]}
      />,
    );
    const items = await screen.findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Viewed1,000',
      '↓ 25% go onPut in the cart250 (25% of the first step)',
      '↓ 0% go onPaid0 (0% of the first step)',
      // Of nothing there is no part.
      '↓ — go onCame again0 (0% of the first step)',
    ]);
  });
});

describe('HeatmapChart', () => {
  it('is a table of rows by columns, with nothing where nothing is known', async () => {
    const onSelect = jest.fn();
    renderInTestApp(
      <HeatmapChart
        title="Retention"
        labels={{ x: 'Month', y: 'Cohort', value: 'Customers' }}
        cells={[
          { x: '0', y: 'May', value: 100 },
          { x: '1', y: 'May', value: 40 },
          { x: '0', y: 'June', value: 80 },
        ]}
        onSelect={onSelect}
      />,
    );
    const table = await screen.findByRole('table');
    const rows = within(table).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Cohort / Month01',
      'May10040',
      'June80',
    ]);
    await userEvent.click(
      within(table).getByRole('button', { name: 'May, 1: 40' }),
    );
    expect(onSelect).toHaveBeenCalledWith({ x: '1', y: 'May', value: 40 });
  });
});

describe('ValueTile', () => {
  it('says the change in a word, and whether it is good', async () => {
    renderInTestApp(
      <>
        <ValueTile title="Refunds" value={90} previous={60} goodWhen="down" />
        <ValueTile title="Returns" value={90} previous={0} />
        <ValueTile title="Visits" value={60} previous="60.00" />
        <ValueTile title="Sales" previous={60} />
      </>,
    );
    expect(
      (await screen.findAllByRole('figure')).map(figure =>
        figure.textContent?.replace(/\u00a0/g, ' '),
      ),
    ).toEqual([
      'Refunds9050% more, worsebefore: 60',
      'Returns90More than nothingbefore: 0',
      'Visits60No changebefore: 60',
      // What is not known is no zero, and no change.
      'SalesNo data',
    ]);
  });
});

describe('MapChart', () => {
  it('places cities by either name, others by coordinates, and names the rest', async () => {
    const onSelect = jest.fn();
    renderInTestApp(
      <MapChart
        title="Orders"
        labels={{ place: 'City', value: 'Orders' }}
        places={[
          { id: 'kyiv', name: 'Київ', value: 10 },
          { id: 'lviv', name: 'Lviv', value: '5' },
          {
            id: 'x',
            name: 'Ruse',
            latitude: 43.85,
            longitude: 25.95,
            value: 1,
          },
          { id: 'atlantis', name: 'Atlantis', value: 7 },
        ]}
        onSelect={onSelect}
      />,
    );
    expect(
      await screen.findByRole('group', { name: 'Orders: 3 places on a map' }),
    ).toBeVisible();
    expect(screen.getByText('Not on the map: Atlantis: 7')).toBeVisible();

    screen.getByRole('button', { name: 'Lviv: 5' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledWith('lviv');
  });
});

describe('pictureOf', () => {
  it('has what is drawn in the colours of the page, and no buttons', () => {
    const element = document.createElement('figure');
    element.innerHTML =
      '<span style="color: rgb(1, 2, 3)">Revenue</span><div data-picture="none"><button>More</button></div>';
    document.body.append(element);
    const svg = pictureOf(element, { width: 100, height: 50 });
    element.remove();

    expect(svg).toContain('foreignObject');
    expect(svg).toContain('Revenue');
    expect(svg).toContain('rgb(1, 2, 3)');
    expect(svg).not.toContain('More');
  });
});
