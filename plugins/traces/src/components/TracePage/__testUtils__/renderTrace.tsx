import { toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { type Trace } from '@shop-platform/backstage-plugin-traces-common';
import { act, screen, within } from '@testing-library/react';
import { Link, useLocation } from 'react-router-dom';
import { tracesApiRef } from '../../../api';
import {
  TRACE_ID,
  traceOf,
  type ShortSpan,
} from '../../../model/trace/__testUtils__/traces';
import { rootRouteRef } from '../../../routes';
import { TracePage } from '../TracePage';

type TestConfig = NonNullable<Parameters<typeof renderInTestApp>[1]>['config'];

export const getTrace = jest.fn<
  Promise<Trace>,
  [string, { from?: string; to?: string } | undefined, unknown]
>();
export const toast = { post: jest.fn(() => ({ close: () => {} })) };

/** An order that failed because the payment provider did not answer. */
export const orderSpans: ShortSpan[] = [
  {
    id: 'aa01',
    operation: 'POST /orders',
    kind: 'server',
    takes: 3_020_000,
    service: 'gateway',
    error: true,
  },
  {
    id: 'aa02',
    parent: 'aa01',
    operation: 'SELECT carts',
    kind: 'client',
    at: 1_000,
    takes: 12_000,
    service: 'core-service',
    attributes: { 'db.system': 'postgresql' },
  },
  {
    id: 'aa03',
    parent: 'aa01',
    operation: 'POST /charges',
    kind: 'server',
    at: 20_000,
    takes: 2_990_000,
    service: 'payments-service',
    error: true,
  },
  {
    id: 'aa04',
    parent: 'aa03',
    operation: 'liqpay charge',
    kind: 'client',
    at: 30_000,
    takes: 2_970_000,
    service: 'payments-service',
    error: 'timed out',
    attributes: { 'peer.service': 'liqpay', 'url.path': '/api/request' },
  },
];

/** Where the page is now, for tests that look at the address. */
function Address() {
  const { pathname, search } = useLocation();
  return (
    <>
      <p aria-label="address">{`${pathname}${search}`}</p>
      <Link to="?span=b1&levels=1">A link from elsewhere</Link>
    </>
  );
}

export function address(): URLSearchParams {
  const { textContent } = screen.getByLabelText('address');
  return new URL(textContent ?? '', 'http://localhost').searchParams;
}

/** Gives elements a size, which jsdom does not: rows are drawn to fill it. */
export function giveElementsSize(height = 600, width = 1_000): void {
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(height);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(width);
  jest
    .spyOn(Element.prototype, 'getBoundingClientRect')
    .mockReturnValue(new DOMRect(0, 0, width, height));
}

/** Renders the page of a trace at an address. */
export function renderTrace(
  options: {
    trace?: Trace | Promise<Trace>;
    traceId?: string;
    search?: string;
    config?: TestConfig;
  } = {},
) {
  const { trace = traceOf(orderSpans), traceId = TRACE_ID } = options;
  getTrace.mockImplementation(async () => trace);
  return renderInTestApp(
    <>
      <TracePage />
      <Address />
    </>,
    {
      config: options.config,
      mountPath: '/traces/trace/:traceId',
      initialRouteEntries: [`/traces/trace/${traceId}${options.search ?? ''}`],
      mountedRoutes: { '/traces': rootRouteRef },
      apis: [
        [tracesApiRef, { getTrace }],
        [toastApiRef, toast],
        mockApis.permission(),
      ],
    },
  );
}

export async function findGrid(): Promise<HTMLElement> {
  return screen.findByRole('treegrid');
}

/** The names of the spans that are shown, in order. */
export function shownSpans(): string[] {
  return within(screen.getByRole('treegrid'))
    .getAllByRole('row')
    .slice(1)
    .map(row => {
      const [name] = within(row).getAllByRole('gridcell');
      return name.querySelector('[title]')?.textContent ?? '';
    });
}

/** The row that the keyboard is at, as assistive technology is told. */
export function activeRow(): HTMLElement {
  const id = screen.getByRole('treegrid').getAttribute('aria-activedescendant');
  const row = document.getElementById(id ?? '');
  if (!row) {
    throw new Error(`No row has the id ${id}`);
  }
  return row;
}

export async function focusGrid(): Promise<void> {
  const grid = await findGrid();
  act(() => grid.focus());
}
