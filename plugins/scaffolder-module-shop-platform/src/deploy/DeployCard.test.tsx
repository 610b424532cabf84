import { type Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { gatewayRefusal } from '@shop-platform/ui-kit/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import module from '..';

const scaffold = jest.fn();
const authorize = jest.fn();

/** Answers about permissions are remembered, so each test asks about a name of its own. */
let name = '';
let count = 0;

const loyalty = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name,
    title: 'Loyalty',
    annotations: {
      'backstage.io/kubernetes-id': 'loyalty-service',
      'backstage.io/source-location': 'url:https://github.com/shop/loyalty/',
      ...annotations,
    },
  },
  spec: { type: 'service' },
});

const CLUSTERS = [
  { name: 'europe-west1' },
  { name: 'b', title: 'Netherlands' },
];

jest.setTimeout(60_000);

/** The pages are loaded on demand. */
const LOADED = { timeout: 30_000 };

function render(entity = loyalty(), clusters = CLUSTERS) {
  renderTestApp({
    features: [scaffolderPlugin, module],
    extensions: [createTestEntityPage({ entity })],
    config: {
      kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
    },
    apis: [
      [permissionApiRef, { authorize }],
      [scaffolderApiRef, { scaffold, streamLogs: jest.fn() }],
    ],
  });
}

const card = () => screen.findByRole('group', { name: 'Deploy' }, LOADED);

/** Presses the button and answers the question. */
async function deploy(answer: string) {
  const user = userEvent.setup();
  await user.click(
    within(await card()).getByRole('button', {
      name: 'Deploy the newest commit',
    }),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Deploy Loyalty?' });
  expect(dialog).toHaveTextContent(
    'Its pods in europe-west1 and Netherlands are replaced one by one',
  );
  await user.click(within(dialog).getByRole('button', { name: answer }));
}

describe('the card that deploys a component', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    count += 1;
    name = `loyalty-${count}-service`;
    jest.spyOn(console, 'warn').mockImplementation();
    authorize.mockResolvedValue({ result: AuthorizeResult.ALLOW });
    scaffold.mockResolvedValue({ taskId: 'task-7' });
  });

  it('asks, starts the task, and leads to what can be chosen besides', async () => {
    render();
    expect(await card()).toHaveTextContent(
      'Brings the newest commit into europe-west1 and Netherlands',
    );
    const other = within(await card()).getByRole('link', {
      name: 'Another commit',
    });
    const { pathname, searchParams } = new URL(
      other.getAttribute('href') ?? '',
      'http://portal',
    );
    expect(pathname).toBe('/create/templates/default/deploy-service');
    expect(JSON.parse(searchParams.get('formData') ?? '')).toEqual({
      component: `component:default/${name}`,
    });

    await deploy('Deploy to europe-west1 and Netherlands');
    expect(scaffold).toHaveBeenCalledWith({
      templateRef: 'template:default/deploy-service',
      values: { component: `component:default/${name}`, commit: '' },
    });
  });

  it('starts nothing when the answer is no', async () => {
    render();
    await deploy('Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(scaffold).not.toHaveBeenCalled();
  });

  it.each([
    ['said', async () => new Error('Template not found'), 'Template not found'],
    [
      'not said by anybody',
      () => gatewayRefusal(503),
      'The back end of the portal does not answer. It may be starting again',
    ],
  ])('says why nothing began when it was %s', async (_case, fail, reason) => {
    scaffold.mockRejectedValue(await fail());
    render();
    await deploy('Deploy to europe-west1 and Netherlands');
    expect(await within(await card()).findByRole('alert')).toHaveTextContent(
      `The deploy did not begin: ${reason}`,
    );
  });

  it.each([
    [
      'the component comes from a file',
      { 'backstage.io/source-location': 'file:/a/' },
      CLUSTERS,
    ],
    ['there is no cluster', {}, []],
  ])('is not there when %s', async (_case, annotations, clusters) => {
    render(loyalty(annotations), clusters);
    await waitFor(() => expect(authorize).toHaveBeenCalled(), LOADED);
    expect(screen.queryByRole('group', { name: 'Deploy' })).toBeNull();
  });

  it('is there for those who may alone, and asks about this component', async () => {
    authorize.mockImplementation(async ({ permission }) => ({
      result:
        permission.name === 'platform.deploy'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
    render();
    await waitFor(
      () =>
        expect(authorize).toHaveBeenCalledWith(
          expect.objectContaining({
            resourceRef: `component:default/${name}`,
          }),
        ),
      LOADED,
    );
    expect(screen.queryByRole('group', { name: 'Deploy' })).toBeNull();
  });
});
