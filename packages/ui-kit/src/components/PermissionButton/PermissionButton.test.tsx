import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { languageConfig } from '../../testUtils';
import {
  PermissionButton,
  type PermissionButtonProps,
} from './PermissionButton';

const permission = {
  roles: {
    engineers: {
      title: 'Platform engineers',
      groups: ['group:default/platform-engineers'],
      allow: ['catalog.*', 'chaos.*'],
    },
    oncall: {
      title: 'On-call',
      groups: ['group:ops/on-call'],
      allow: ['chaos.run.halt'],
    },
    everyone: { everyone: true, allowOwned: ['chaos.run.start'] },
  },
};

const basic = (name: string) =>
  createPermission({ name, attributes: { action: 'create' } });
const startRun = createPermission({
  name: 'chaos.run.start',
  attributes: { action: 'create' },
  resourceType: 'catalog-entity',
});

type Options = {
  authorize?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  config?: object;
} & Partial<PermissionButtonProps>;

/** `usePermission` remembers answers per permission: each test has its own. */
function renderButton(options: Options) {
  const { authorize = AuthorizeResult.DENY, config, ...props } = options;
  return renderInTestApp(
    <PermissionButton
      permission={basic('catalog.entity.create')}
      deed="register entities"
      {...props}
    >
      Register
    </PermissionButton>,
    {
      apis: [mockApis.permission({ authorize })],
      config: { permission, ...config },
    },
  );
}

describe('PermissionButton', () => {
  it('acts for those who may', async () => {
    const onPress = jest.fn();
    renderButton({
      authorize: AuthorizeResult.ALLOW,
      permission: basic('catalog.allowed'),
      onPress,
    });
    const button = await screen.findByRole('button');
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('is disabled until the answer is in', async () => {
    renderInTestApp(
      <PermissionButton permission={basic('catalog.pending')}>
        Register
      </PermissionButton>,
      {
        apis: [
          [
            permissionApiRef,
            { authorize: () => new Promise<never>(() => undefined) },
          ],
        ],
      },
    );
    expect(await screen.findByRole('button')).toBeDisabled();
  });

  it('stays reachable for the others, does nothing, and says whom to ask', async () => {
    const onPress = jest.fn();
    const onSubmit = jest.fn();
    renderInTestApp(
      <form onSubmit={onSubmit}>
        <PermissionButton
          permission={basic('catalog.entity.create')}
          deed="register entities"
          type="submit"
          onPress={onPress}
        >
          Register
        </PermissionButton>
      </form>,
      {
        apis: [mockApis.permission({ authorize: AuthorizeResult.DENY })],
        config: { permission },
      },
    );
    const reason =
      'Only Platform engineers may register entities: ask group platform-engineers';
    const button = await screen.findByRole('button', {
      name: 'Register',
      description: reason,
    });

    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.tab();
    expect(button).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(reason);
    await userEvent.keyboard('{Enter}');
    await userEvent.click(button);
    expect(onPress).not.toHaveBeenCalled();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it.each<[string, Options, string]>([
    [
      'several groups',
      { permission: basic('chaos.run.halt'), deed: 'halt runs' },
      'Only Platform engineers and On-call may halt runs: ask one of the groups platform-engineers or ops/on-call',
    ],
    [
      'owners',
      { permission: startRun, resourceRef: 'component:default/core-service' },
      'Only Platform engineers and the owners may register entities: ask group platform-engineers',
    ],
    [
      'nobody',
      { permission: basic('regions.region.failover'), deed: undefined },
      'You may not do this: ask an administrator of the portal',
    ],
    [
      'wrong roles',
      {
        permission: basic('catalog.broken'),
        config: { permission: { roles: { engineers: { allow: 7 } } } },
      },
      'You may not register entities: ask an administrator of the portal',
    ],
  ])('names %s', async (_, options, reason) => {
    renderButton(options);
    expect(
      await screen.findByRole('button', { description: reason }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('speaks Ukrainian', async () => {
    renderButton({
      permission: basic('catalog.ukrainian'),
      deed: 'реєструвати сутності',
      config: languageConfig('uk'),
    });
    expect(
      await screen.findByRole('button', {
        description:
          'Лише Platform engineers можуть реєструвати сутності: зверніться до групи platform-engineers',
      }),
    ).toBeInTheDocument();
  });

  it('does not blame the person when the answer did not come', async () => {
    renderInTestApp(
      <PermissionButton permission={basic('catalog.unanswered')}>
        Register
      </PermissionButton>,
      {
        apis: [
          [
            permissionApiRef,
            { authorize: () => Promise.reject(new Error('no answer')) },
          ],
        ],
      },
    );
    expect(
      await screen.findByRole('button', {
        description: /^Could not check whether you may do this/,
      }),
    ).toHaveAttribute('aria-disabled', 'true');
  });
});
