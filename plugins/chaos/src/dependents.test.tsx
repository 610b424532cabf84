import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Dependents } from './components/NewRunPage/Dependents';

function render(preflight: Parameters<typeof Dependents>[0]['preflight']) {
  renderInTestApp(<Dependents preflight={preflight} />);
}

it('names services that the catalog does not know, with where they were seen', async () => {
  render({
    dependents: [
      {
        entity: 'component:default/core',
        title: 'Core',
        knownBy: ['catalog'],
      },
      { title: 'a-script', knownBy: ['traces'] },
    ],
  });
  const items = await screen.findAllByRole('listitem');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    'Core as the catalog says',
    'a-script seen in the traces',
  ]);
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it('says why there may be more', async () => {
  render({ dependents: [], unreadCallers: ['Jaeger: no route'] });
  expect(await screen.findByRole('status')).toHaveTextContent(
    /More may depend on it.*Jaeger: no route/,
  );
  expect(
    screen.getByText('Nothing is known to depend on it.'),
  ).toBeInTheDocument();
});
