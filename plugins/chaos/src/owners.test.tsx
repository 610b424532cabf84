import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { mayStart } from './__testUtils__/chaos';
import { PreflightResult } from './components/NewRunPage/PreflightResult';

it('names whose each component is that would be hit or depends on it, with links', async () => {
  renderInTestApp(
    <PreflightResult
      preflight={{
        ...mayStart,
        components: [
          {
            entity: 'component:default/payments',
            title: 'Payments',
            owners: ['group:default/team-payments', 'user:default/olena'],
          },
          { entity: 'component:default/probe', title: 'Probe', owners: [] },
        ],
        dependents: [
          {
            entity: 'component:default/core',
            title: 'Core',
            owners: ['group:default/team-core'],
            knownBy: ['catalog'],
          },
        ],
      }}
    />,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  const components = await screen.findByRole('list', {
    name: 'Components that may be hit',
  });
  expect(
    within(components)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Payments owned by team-payments, olena',
    'Probe no owner in the catalog',
  ]);
  expect(
    within(components).getByRole('link', { name: 'team-payments' }),
  ).toHaveAttribute('href', '/catalog/default/group/team-payments');
  const dependents = screen.getByRole('list', { name: 'Depends on it' });
  expect(dependents).toHaveTextContent(/Core .*owned by team-core/);
  expect(
    within(dependents).getByRole('link', { name: 'team-core' }),
  ).toHaveAttribute('href', '/catalog/default/group/team-core');
});

it('says nothing of components where none is known', async () => {
  renderInTestApp(<PreflightResult preflight={mayStart} />);
  await screen.findByText('It may start');
  expect(
    screen.queryByText('Components that may be hit'),
  ).not.toBeInTheDocument();
});
