import {
  NotAllowedError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { createPermission } from '@backstage/plugin-permission-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { languageConfig } from '../../testUtils';
import { type AsyncState } from '../../model/asyncState';
import { EmptyState } from './EmptyState';
import { PageStates, type PageStatesProps } from './PageStates';
import { SkeletonCards, SkeletonRows } from './Skeletons';

const readTraces = createPermission({
  name: 'traces.trace.read',
  attributes: { action: 'read' },
});
const roles = {
  engineers: {
    title: 'Platform engineers',
    groups: ['group:default/platform-engineers'],
    allow: ['traces.*'],
  },
};

async function responseError(status: number, error?: object) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'ServiceUnavailableError', message: 'x', ...error },
        request: { method: 'GET', url: '/api/traces/search' },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

const onRetry = jest.fn();

function page(
  state: AsyncState<string[]>,
  props: Partial<PageStatesProps<string[]>> = {},
) {
  return (
    <PageStates
      state={state}
      skeleton={<SkeletonRows count={3} />}
      isEmpty={traces => traces.length === 0}
      empty={
        <EmptyState
          title="No traces yet"
          description="Traces of the last hour would be here."
          action={<a href="/docs">Send the first one</a>}
        />
      }
      onRetry={onRetry}
      subject="the traces"
      {...props}
    >
      {traces => <p>{traces.join(', ')}</p>}
    </PageStates>
  );
}

const ready: AsyncState<string[]> = {
  status: 'ready',
  value: ['POST /orders'],
  asOf: new Date('2026-03-10T14:03:20Z'),
  refreshing: false,
};

describe('PageStates', () => {
  beforeEach(() => onRetry.mockClear());

  it('says that it loads, over the outline', async () => {
    const { container } = renderInTestApp(page({ status: 'loading' }));

    expect(await screen.findByRole('status')).toHaveTextContent(
      'Loading the traces',
    );
    const busy = container.querySelector('[aria-busy="true"]');
    expect(busy?.querySelectorAll('.bui-Skeleton')).toHaveLength(3);
  });

  it('outlines as many cards as are expected', () => {
    const { container } = renderInTestApp(<SkeletonCards count={2} />);
    expect(container.querySelectorAll('.bui-Skeleton')).toHaveLength(4);
  });

  it('shows the data, or what would be there', async () => {
    const { unmount } = renderInTestApp(page(ready));
    expect(await screen.findByText('POST /orders')).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    unmount();

    renderInTestApp(page({ ...ready, value: [] }));
    const empty = await screen.findByRole('group', { name: 'No traces yet' });
    expect(empty).toHaveTextContent('Traces of the last hour would be here.');
    expect(
      within(empty).getByRole('link', { name: 'Send the first one' }),
    ).toBeInTheDocument();
  });

  it('keeps stale and partial data under a notice', async () => {
    renderInTestApp(
      page(
        { ...ready, stale: new Error('The store is restarting') },
        {
          missingParts: () => ({
            missing: ['europe-west1', 'europe-west4'],
            since: new Date('2026-03-10T13:40:00Z'),
          }),
        },
      ),
    );

    const [stale, partial] = await screen.findAllByRole('status');
    expect(stale).toHaveTextContent('Could not be renewed: the traces');
    expect(stale).toHaveTextContent(/from Mar 10, 2026, 14:03:20/);
    expect(stale).toHaveTextContent('The store is restarting');
    expect(partial).toHaveTextContent('europe-west1 and europe-west4');
    expect(partial).toHaveTextContent(/from Mar 10, 2026, 13:40:00/);
    expect(screen.getByText('POST /orders')).toBeInTheDocument();

    await userEvent.click(
      within(stale).getByRole('button', { name: 'Refresh now' }),
    );
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('says what happened, to what, and what to do', async () => {
    const error = await responseError(503, {
      message: 'ClickHouse does not answer',
      stack: 'at secret.ts:1',
    });
    renderInTestApp(page({ status: 'error', error }));

    const alert = await screen.findByRole('alert', {
      name: 'Could not load the traces',
    });
    expect(alert).toHaveTextContent('ClickHouse does not answer');
    expect(alert).toHaveTextContent('It is tried again by itself.');
    expect(alert).not.toHaveTextContent('secret.ts');

    const details = within(alert).getByText(/GET \/api\/traces\/search/);
    expect(details).not.toBeVisible();
    await userEvent.click(within(alert).getByText('Details'));
    expect(details).toBeVisible();

    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('shows no page of a gateway for a back end that is down', async () => {
    const error = await ResponseError.fromResponse(
      new Response('<html><h1>503 Temporarily Unavailable</h1></html>', {
        status: 503,
        headers: { 'Content-Type': 'text/html' },
      }),
    );
    renderInTestApp(page({ status: 'error', error }));

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The back end of the portal does not answer',
    );
    expect(alert).toHaveTextContent('It may be starting again');
    for (const shown of within(alert).getAllByText(/<h1>/)) {
      expect(shown).not.toBeVisible();
    }
  });

  it.each<[string, () => Promise<Error>, RegExp]>([
    [
      'no answer',
      async () => new TypeError('Failed to fetch'),
      /did not answer.*connection/,
    ],
    ['an old session', () => responseError(401), /sign in again/],
    ['a missing thing', () => responseError(404), /removed or renamed/],
    ['wrong input', () => responseError(400), /Change the filters/],
    ['a conflict', () => responseError(409), /meanwhile/],
    ['too much at once', () => responseError(429), /wait a moment/],
    [
      'a service that is down',
      async () => new ServiceUnavailableError('down'),
      /people who run/,
    ],
  ])('advises on %s', async (_, makeError, advice) => {
    renderInTestApp(page({ status: 'error', error: await makeError() }));
    expect(await screen.findByRole('alert')).toHaveTextContent(advice);
  });

  it.each<[string, () => Promise<AsyncState<string[]>>]>([
    ['403', async () => ({ status: 'error', error: await responseError(403) })],
    [
      'a refusal',
      async () => ({ status: 'error', error: new NotAllowedError() }),
    ],
    [
      'a refused refresh',
      async () => ({ ...ready, stale: new NotAllowedError() }),
    ],
  ])('names the group that may see it on %s', async (_, makeState) => {
    renderInTestApp(page(await makeState(), { permission: readTraces }), {
      config: { permission: { roles } },
    });

    const forbidden = await screen.findByRole('group', {
      name: 'You may not see the traces',
    });
    expect(forbidden).toHaveTextContent(
      'Only Platform engineers may see this: ask group platform-engineers',
    );
    expect(screen.queryByText('POST /orders')).not.toBeInTheDocument();
  });

  it('speaks Ukrainian', async () => {
    renderInTestApp(
      page(
        { status: 'error', error: new Error('Сховище зайняте') },
        {
          subject: 'трейси',
        },
      ),
      { config: languageConfig('uk') },
    );

    const alert = await screen.findByRole('alert', {
      name: 'Не вдалося завантажити: трейси',
    });
    expect(alert).toHaveTextContent('Сховище зайняте');
    expect(alert).toHaveTextContent('Спроба повториться автоматично.');
  });
});
