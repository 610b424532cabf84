import { ErrorDisplay } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { crashModule } from '.';

it('says that a part of the page broke, without its stack, and draws it again', async () => {
  const resetError = jest.fn();
  const error = new TypeError('x is not iterable');
  renderInTestApp(<ErrorDisplay error={error} resetError={resetError} />, {
    features: [crashModule],
    config: languageConfig('uk'),
  });

  const alert = await screen.findByRole('alert', {
    name: 'Не вдалося завантажити: цю частину сторінки',
  });
  expect(alert).toHaveTextContent('x is not iterable');
  expect(alert).not.toHaveTextContent('crashModule.test');
  await userEvent.click(
    within(alert).getByRole('button', { name: 'Спробувати ще раз' }),
  );
  expect(resetError).toHaveBeenCalledTimes(1);
});
