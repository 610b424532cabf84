import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { TitledCard } from './TitledCard';

it('is named by its heading, and has a footer where there is one', async () => {
  renderInTestApp(
    <>
      <TitledCard title="Requests">12 a second</TitledCard>
      <TitledCard title="Runs" footer={<a href="#all">All runs</a>}>
        None yet
      </TitledCard>
    </>,
  );
  const requests = await screen.findByRole('group', { name: 'Requests' });
  expect(
    within(requests).getByRole('heading', { level: 2, name: 'Requests' }),
  ).toBeVisible();
  expect(requests).toHaveTextContent('12 a second');
  expect(within(requests).queryByRole('link')).not.toBeInTheDocument();
  const runs = screen.getByRole('group', { name: 'Runs' });
  expect(within(runs).getByRole('link', { name: 'All runs' })).toBeVisible();
});
