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
});
