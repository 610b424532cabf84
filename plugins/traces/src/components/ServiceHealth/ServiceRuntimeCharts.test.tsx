import { NotAllowedError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  type RuntimePoint,
  type SourceAnswer,
} from '@shop-platform/backstage-plugin-traces-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { tracesApiRef } from '../../api';
import {
  answered,
  failed,
  mockTracesApi,
} from '../../__testUtils__/searchAnswers';
import { ServiceRuntimeCharts } from './ServiceRuntimeCharts';

const api = mockTracesApi();
const unsupported: SourceAnswer = {
  ...failed,
  state: 'unsupported',
  message: 'keeps no metrics of services',
};
const time = new Date(Date.now() - 600_000).toISOString();
const later = new Date(Date.now() - 480_000).toISOString();

/** What the API answers of these processes, in this order. */
function runtimeOf(
  processes: Record<string, Partial<RuntimePoint>>,
  more: { sources?: SourceAnswer[]; instanceCount?: number } = {},
) {
  const instances = Object.entries(processes).map(([id, values]) => ({
    id,
    points: [{ time, ...values }, { time: later }],
  }));
  return {
    stepSeconds: 120,
    series: [
      {
        source: 'clickhouse',
        instances,
        instanceCount: more.instanceCount ?? instances.length,
        ...(more.instanceCount && {
          others: [{ time, eventLoopDelayP99Ms: 99 }],
        }),
      },
    ],
    sources: more.sources ?? [answered],
  };
}

function show() {
  return renderInTestApp(<ServiceRuntimeCharts service="payments-service" />, {
    apis: [[tracesApiRef, api]],
  });
}

const HEALTHY = {
  eventLoopDelayP99Ms: 24,
  eventLoopUtilization: 0.125,
  heapUsedBytes: 48_000_000,
  heapLimitBytes: 256_000_000,
  residentBytes: 130_000_000,
  poolUsed: 3,
  poolIdle: 7,
  poolPending: 0,
  poolMax: 10,
};

describe('ServiceRuntimeCharts', () => {
  beforeEach(() => jest.resetAllMocks());

  it('draws the last hour of one process, with its limits in words', async () => {
    api.getRuntime.mockResolvedValue(runtimeOf({ 'payments-1': HEALTHY }));
    show();

    const region = await screen.findByRole('region', {
      name: 'Runtime of payments-service',
    });
    const delay = await within(region).findByRole('figure', {
      name: 'Event-loop delay, p99',
    });
    expect(delay).toHaveTextContent(
      /24\sms at most in the last hour · busy up to 12.5%/,
    );
    expect(
      within(region).getByRole('figure', { name: 'Heap in use' }),
    ).toHaveTextContent(
      /48\sMB of 256\sMB at most in the last hour · 130\sMB of memory in all/,
    );
    expect(
      within(region).getByRole('figure', {
        name: 'Database connections in use',
      }),
    ).toHaveTextContent(/3 of 10 at most in the last hour · waiting: 0/);
    expect(within(region).queryByText('Degraded')).toBeNull();
    expect(within(region).getByText(/^Data up to/)).toBeVisible();

    const [{ from, to, service, stepSeconds }] = api.getRuntime.mock.calls[0];
    expect({ service, stepSeconds }).toEqual({
      service: 'payments-service',
      stepSeconds: 120,
    });
    expect(Date.parse(to) - Date.parse(from)).toBe(3_600_000);
  });

  it('says in words what is bad, where and when', async () => {
    api.getRuntime.mockResolvedValue(
      runtimeOf({
        'payments-1': HEALTHY,
        '0a6e5d0c-6b6c-4c43-9d6b-2f1f5b8a3a11': {
          ...HEALTHY,
          eventLoopDelayP99Ms: 180,
          heapUsedBytes: 250_000_000,
          poolPending: 4,
        },
      }),
    );
    show();

    expect(
      await screen.findByText(/^Late by 180\sms in 0a6e5d0c,/),
    ).toHaveTextContent(/10 min ago|10 minutes ago/);
    expect(
      screen.getByText(/^97.7% of the heap full in 0a6e5d0c/),
    ).toBeVisible();
    expect(
      screen.getByText(/^Requests that waited for a connection: 4 in 0a6e5d0c/),
    ).toBeVisible();
    expect(screen.getAllByText('Degraded')).toHaveLength(3);
  });

  it('has a table twin with a gap where nothing was measured, and the limit', async () => {
    api.getRuntime.mockResolvedValue(runtimeOf({ '': HEALTHY }));
    show();

    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show as a table: Database connections in use',
      }),
    );
    const table = screen.getByRole('table');
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Time', 'unnamed process', 'Limit']);
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(/3.*10$/);
    expect(second).not.toHaveTextContent('0$');
  });

  it('leaves out what the service does not measure', async () => {
    api.getRuntime.mockResolvedValue(
      runtimeOf({ one: { poolUsed: 0, poolMax: 5 } }),
    );
    show();

    expect(
      await screen.findByRole('figure', {
        name: 'Database connections in use',
      }),
    ).toHaveTextContent('0 of 5 at most');
    expect(screen.getAllByRole('figure')).toHaveLength(1);
  });

  it('names those that have no line of their own, and the sources without metrics', async () => {
    api.getRuntime.mockResolvedValue(
      runtimeOf(
        { one: { eventLoopDelayP99Ms: 5 } },
        { instanceCount: 12, sources: [answered, unsupported] },
      ),
    );
    show();

    expect(await screen.findByText('worst of 11 more')).toBeVisible();
    expect(screen.getByText(/of the rest the worst is shown/)).toBeVisible();
    expect(
      screen.getByText('Without Jaeger: no metrics are kept there.'),
    ).toBeVisible();
    expect(screen.queryByText(/^Not asked/)).toBeNull();
  });

  it('tells a service that sends none from sources that keep none', async () => {
    api.getRuntime.mockResolvedValueOnce(runtimeOf({}));
    const { unmount } = show();
    expect(
      await screen.findByRole('group', {
        name: 'payments-service sends no runtime metrics',
      }),
    ).toBeVisible();
    unmount();

    api.getRuntime.mockResolvedValueOnce({
      stepSeconds: 120,
      series: [],
      sources: [unsupported],
    });
    show();
    expect(
      await screen.findByRole('group', {
        name: 'No source keeps metrics of services',
      }),
    ).toBeVisible();
  });

  it('tells no answer from no permission, and both from waiting', async () => {
    api.getRuntime.mockResolvedValueOnce(
      runtimeOf({ one: HEALTHY }, { sources: [answered, failed] }),
    );
    const partial = show();
    expect(await screen.findByText('No answer from Jaeger')).toBeVisible();
    // It is metrics that are missing here, not traces.
    expect(
      screen.getByText('What you see is what the others know, without Jaeger.'),
    ).toBeVisible();
    expect(screen.getAllByRole('figure')).toHaveLength(3);
    partial.unmount();

    api.getRuntime.mockRejectedValueOnce(new Error('No source answered'));
    const broken = show();
    expect(
      await screen.findByRole('alert', {
        name: 'Could not load the runtime of the service',
      }),
    ).toHaveTextContent('No source answered');
    broken.unmount();

    api.getRuntime.mockRejectedValueOnce(new NotAllowedError());
    const forbidden = show();
    expect(
      await screen.findByRole('group', {
        name: 'You may not see the runtime of the service',
      }),
    ).toBeVisible();
    forbidden.unmount();

    api.getRuntime.mockReturnValueOnce(new Promise(() => {}));
    show();
    expect(
      await screen.findByText('Loading the runtime of the service'),
    ).toBeInTheDocument();
  });
});
