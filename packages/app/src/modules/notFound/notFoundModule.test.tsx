import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { notFoundModule } from '.';

it('says what was not found, and where to go on', async () => {
  renderInTestApp(<NotFoundErrorPage />, {
    features: [notFoundModule],
    initialRouteEntries: ['/reginos'],
  });

  expect(
    await screen.findByRole('heading', { name: 'There is no such page' }),
  ).toBeVisible();
  expect(screen.getByText('/reginos')).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'Search the portal' }),
  ).toHaveAttribute('href', '/search');
  expect(screen.getByRole('link', { name: 'Home page' })).toHaveAttribute(
    'href',
    '/',
  );
});
