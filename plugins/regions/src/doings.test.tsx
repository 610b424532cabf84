import { createApiMock, renderTestApp } from '@backstage/frontend-test-utils';
import { timeWindowsApiRef, type TimeWindow } from '@shop-platform/ui-kit';
import { screen, within } from '@testing-library/react';
import { belgium, netherlands } from './__testUtils__/regions';
import { regionsApiRef } from './api';
import regionsPlugin from './index';

const api = createApiMock(regionsApiRef, () => ({
  getRegions: jest.fn(),
  getRegion: jest.fn(),
  getEntityRegions: jest.fn(),
}))();
const list = jest.fn();
const HOUR_MS = 3_600_000;

/** A run of an experiment, as the chaos plugin tells of it. */
function run(id: string, region: string, to?: Date): TimeWindow {
  return {
    id,
    title: `payments ${id}`,
    from: new Date(Date.now() - 600_000),
    ...(to ? { to } : {}),
    region,
    entityRefs: ['component:default/payments'],
    href: `/chaos/runs/${id}`,
  };
}

function renderPage(path: string) {
  return renderTestApp({
    features: [regionsPlugin],
    apis: [
      [regionsApiRef, api],
      [timeWindowsApiRef, { list }],
    ],
    initialRouteEntries: [path],
  });
}

const done = async () =>
  within(
    await screen.findByRole('region', { name: 'Done on purpose meanwhile:' }),
  );

beforeEach(() => {
  jest.resetAllMocks();
  api.getRegions.mockResolvedValue({ regions: [belgium, netherlands] });
  api.getRegion.mockResolvedValue(netherlands);
  list.mockResolvedValue({
    windows: [
      run('on', netherlands.name),
      run('over', belgium.name, new Date(Date.now() - 300_000)),
    ],
    moreExist: false,
  });
});

it('shows beside all regions what was broken on purpose within the hour, with a link to each run', async () => {
  renderPage('/regions');
  const section = await done();
  expect(section.getByRole('link', { name: 'payments on' })).toHaveAttribute(
    'href',
    '/chaos/runs/on',
  );
  const [on, over] = section.getAllByRole('listitem');
  expect(on).toHaveTextContent(/since/);
  expect(over).toHaveTextContent(/^payments over .*\d/);
  expect(over).not.toHaveTextContent(/since/);
  const [range] = list.mock.calls[0];
  expect(range.to.getTime() - range.from.getTime()).toBe(HOUR_MS);
  expect(range.from.getTime()).toBeLessThan(Date.now() - 600_000);
});

it('draws it along the hour, each in the row of its region', async () => {
  const { container } = renderPage('/regions');
  await done();
  // A picture of what the list says, and for the eye alone.
  const strip = container.querySelector('[aria-hidden="true"].strip');
  const [belgian, dutch, ticks] = strip?.children ?? [];
  expect(belgian).toHaveTextContent(/^Belgiumpayments over$/);
  expect(dutch).toHaveTextContent(/^Netherlandspayments on$/);
  expect(ticks?.textContent).toMatch(/^(\d\d:\d\d){5}$/);
  const [over, on] = ['payments over', 'payments on'].map(title => {
    const { style, dataset } = within(container).getByTitle(title);
    const start = parseFloat(style.insetInlineStart);
    return {
      isOpen: 'open' in dataset,
      // Minutes, of which the hour has up to one more at its end.
      length: parseFloat(style.inlineSize) * 0.6,
      end: (start + parseFloat(style.inlineSize)) * 0.6,
    };
  });
  expect(over.isOpen).toBe(false);
  expect(over.length).toBeCloseTo(5, 3);
  expect(on).toMatchObject({ isOpen: true, end: 60 });
  expect(on.length).toBeGreaterThanOrEqual(10);
  expect(on.length).toBeLessThanOrEqual(11);
});

it('draws nothing where nothing was done', async () => {
  list.mockResolvedValue({ windows: [], moreExist: false });
  const { container } = renderPage('/regions');
  expect(await screen.findByText('Healthy: 1 of 2')).toBeVisible();
  expect(container.querySelector('.strip')).toBeNull();
});

it('shows on the page of a region only what was done there', async () => {
  renderPage(`/regions/${netherlands.name}`);
  const section = await done();
  expect(section.getByRole('link', { name: 'payments on' })).toBeVisible();
  expect(section.queryByText('payments over')).not.toBeInTheDocument();
});

it('says that it could not be read, and shows the regions all the same', async () => {
  list.mockRejectedValue(new Error('chaos is away'));
  renderPage('/regions');
  expect(await screen.findByText(/chaos is away/)).toBeVisible();
  expect(screen.getByText('Healthy: 1 of 2')).toBeVisible();
});
