import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { HomeActions } from './HomeActions';

function Path() {
  return <output>{useLocation().pathname}</output>;
}

describe('HomeActions', () => {
  it('leads to what one may add, and names the group that may add the rest', async () => {
    renderInTestApp(
      <>
        <HomeActions />
        <Path />
      </>,
      {
        config: {
          permission: {
            roles: {
              platform: {
                groups: ['group:default/team-platform'],
                allow: ['catalog.entity.create'],
              },
            },
          },
        },
        apis: [
          mockApis.permission({
            authorize: ({ permission }) =>
              permission.name === 'catalog.entity.create'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      },
    );

    const register = () =>
      screen.getByRole('button', { name: 'Register a component' });
    await waitFor(() =>
      expect(register()).toHaveAccessibleDescription(/team-platform/),
    );
    await userEvent.click(register());
    expect(screen.getByRole('status')).toHaveTextContent('/');

    const create = screen.getByRole('button', { name: 'Create a service' });
    expect(create).toBeEnabled();
    await userEvent.click(create);
    expect(screen.getByRole('status')).toHaveTextContent('/create');
  });
});
