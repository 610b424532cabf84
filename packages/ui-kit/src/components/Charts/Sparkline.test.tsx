import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Sparkline } from './Sparkline';

describe('Sparkline', () => {
  it('starts at zero, leaves gaps open and dots what stands alone', () => {
    renderInTestApp(
      <Sparkline label="Requests" values={[0, 2, undefined, 1, undefined]} />,
    );
    const path = screen.getByRole('img', { name: 'Requests' }).firstChild;
    expect(path).toHaveAttribute('d', 'M0.00 22.50L25.00 1.50M75.00 12.00h0');
  });

  it.each([
    [[-10, 0, 10], 'M0.00 22.50L50.00 12.00L100.00 1.50'],
    [[-10, -5], 'M0.00 22.50L100.00 12.00'],
    [[0, 0], 'M0.00 22.50L100.00 22.50'],
  ])('keeps %j within its room', (values, drawn) => {
    renderInTestApp(<Sparkline label="Balance" values={values} />);
    const path = screen.getByRole('img', { name: 'Balance' }).firstChild;
    expect(path).toHaveAttribute('d', drawn);
  });
});
