import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { parse } from 'yaml';
import {
  belgium,
  mayStart,
  netherlands,
  networkDelay,
  PAYMENTS,
  policy,
  presets,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

const api = mockChaosApi();
const DELAY = `/chaos/new?entity=${PAYMENTS}&preset=network-delay`;
const OWN = '/chaos/new?preset=own';

function renderPage(path: string, config = {}) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [path],
    config,
  });
}

const yaml = () =>
  screen.getByRole<HTMLTextAreaElement>('textbox', {
    name: 'Experiment as YAML',
  });

const field = (name: string) => screen.findByRole('textbox', { name });

function type(text: string) {
  fireEvent.change(yaml(), { target: { value: text } });
}

async function choose(label: RegExp, option: string) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

beforeEach(() => {
  jest.resetAllMocks();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets });
  api.dryRun.mockResolvedValue(mayStart);
});

describe('the form of an experiment', () => {
  it('is filled in for the namespace that its link names', async () => {
    renderPage(`${DELAY}&namespace=staging`);
    await field('Delay');
    expect(parse(yaml().value)).toMatchObject({
      metadata: { namespace: 'staging' },
      spec: { selector: { namespaces: ['staging'] } },
    });
    expect(yaml().value).not.toContain('shop');
  });

  it('has the fields of the action that is chosen', async () => {
    renderPage(DELAY);
    expect(await field('Delay')).toHaveValue('200ms');
    await choose(/Action/, 'loss');
    expect(await field('Loss, percent')).toHaveValue('10');
    expect(screen.queryByRole('textbox', { name: 'Delay' })).toBeNull();
    expect(yaml().value).toMatch(/action: loss\n[^]*loss:\n +loss: "10"/);
    expect(yaml().value).not.toContain('latency');
    // And the other way round.
    type(networkDelay.replace('200ms', '1s'));
    expect(await field('Delay')).toHaveValue('1s');
  });

  it('has all other fields of the definition, too, in its own words', async () => {
    renderPage(DELAY);
    await field('Delay');
    expect(screen.queryByRole('textbox', { name: 'device' })).toBeNull();
    await userEvent.click(screen.getByText('All fields'));
    const device = await field('device');
    expect(device.closest('[lang=en]')).not.toBeNull();
    expect(device).toHaveAccessibleDescription(
      'Device represents the network device to be affected.',
    );
    fireEvent.change(await field('Addresses outside'), {
      target: { value: 'a.example.com\nb.example.com\n' },
    });
    expect(yaml().value).toContain(
      'externalTargets:\n    - a.example.com\n    - b.example.com\n',
    );
    // What is there is open.
    expect(await field('Labels')).toHaveValue('app=payments');
    await userEvent.click(screen.getByText('expressionSelectors'));
    const add = { name: 'Add to expressionSelectors' };
    await userEvent.click(await screen.findByRole('button', add));
    const entry = await screen.findByRole('group', {
      name: 'expressionSelectors 1',
    });
    fireEvent.change(within(entry).getByRole('textbox', { name: 'key' }), {
      target: { value: 'tier' },
    });
    expect(yaml().value).toMatch(/- key: tier\n +operator: In\n/);
    await userEvent.click(
      within(entry).getByRole('button', {
        name: 'Remove expressionSelectors 1',
      }),
    );
    expect(yaml().value).not.toContain('expressionSelectors');
    expect(yaml().value).toContain('# Payments answers late.');
  });

  it('is that of what a Schedule starts, too, which passes on no checks', async () => {
    renderPage(OWN);
    await screen.findByRole('textbox', { name: 'Experiment as YAML' });
    type(
      'kind: Schedule\nspec:\n  type: TimeChaos\n  timeChaos:\n    timeOffset: 1h\n',
    );
    const offset = await field('Clock off by');
    expect(screen.queryByRole('button', { name: 'Add a check' })).toBeNull();
    fireEvent.change(offset, { target: { value: '-2h' } });
    expect(yaml().value).toContain('    timeOffset: -2h\n');
  });

  it('says at the field what the definition refuses', async () => {
    renderPage(OWN);
    await screen.findByRole('textbox', { name: 'Experiment as YAML' });
    type(
      'kind: StressChaos\nspec:\n  mode: one\n  stressors: { cpu: { load: 120 } }\n',
    );
    const load = await field('CPU load, percent');
    expect(load).toBeInvalid();
    expect(load).toHaveAccessibleDescription('From 0 to 100.');
    expect(await field('CPU workers')).toHaveAccessibleDescription(
      'It has to be here.',
    );
    fireEvent.change(load, { target: { value: '80' } });
    expect(load).toBeValid();
    expect(yaml().value).toContain('load: 80');
    fireEvent.change(load, { target: { value: 'much' } });
    expect(load).toHaveAccessibleDescription('It has to be a whole number.');
  });

  it('shows flags and choices that are wrong, and writes over none that it cannot show', async () => {
    renderPage(OWN);
    await screen.findByRole('textbox', { name: 'Experiment as YAML' });
    type(
      'kind: HTTPChaos\nspec:\n  target: Answer\n  mode: [one]\n  abort: "yes"\n',
    );
    const onlyThere =
      'What the YAML has here has no place in a form. Change it there.';
    const abort = await screen.findByRole('switch', {
      name: 'End the connection',
    });
    expect(abort).toHaveAccessibleDescription(onlyThere);
    expect(abort).toBeDisabled();
    const mode = screen.getByRole('button', { name: /Which pods/ });
    expect(mode).toHaveAccessibleDescription(onlyThere);
    expect(mode).toBeDisabled();
    expect(mode).toHaveTextContent('Only in the YAML');

    // A choice that is not known can be read, and be another.
    const target = screen.getByRole('button', { name: /What is hit/ });
    expect(target).toHaveTextContent('Answer');
    expect(target).toHaveAccessibleDescription(
      'Chaos Mesh knows no such choice.',
    );
    await choose(/What is hit/, 'Response');
    expect(yaml().value).toBe(
      'kind: HTTPChaos\nspec:\n  target: Response\n  mode: [one]\n  abort: "yes"\n',
    );

    // A choice is what it says, whatever word that is.
    type('kind: HTTPChaos\nspec:\n  target: nothing\n  abort: false\n');
    expect(target).toHaveTextContent('nothing');
    expect(mode).toHaveTextContent('Not set');
    expect(mode).toBeEnabled();
    expect(abort).toBeEnabled();
    expect(abort).not.toHaveAccessibleDescription();
    await userEvent.click(abort);
    expect(yaml().value).toContain('abort: true');
  });

  it('stays as it was while the YAML cannot be read, which says where', async () => {
    renderPage(DELAY);
    const delay = await field('Delay');
    type(`${networkDelay}  direction: [to\n`);
    expect(delay).toBeInTheDocument();
    expect(delay).toHaveValue('200ms');
    expect(delay).toBeDisabled();
    expect(
      screen.getByText(
        'The fields are those of the last YAML that could be read',
      ),
    ).toBeVisible();
    const problem = screen.getByRole('alert');
    expect(problem).toHaveTextContent(/This is not YAML: Flow sequence/);
    await userEvent.click(within(problem).getByRole('button'));
    expect(yaml()).toHaveFocus();
    type(networkDelay);
    expect(delay).toBeEnabled();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('can only be looked at where a change would be one of other places, too', async () => {
    renderPage(OWN);
    await screen.findByRole('textbox', { name: 'Experiment as YAML' });
    type(
      'kind: PodChaos\nspec:\n  mode: &one one\n  action: pod-kill\n  value: *one\n',
    );
    expect(
      await screen.findByText(
        'The fields can only be looked at: the YAML has aliases',
      ),
    ).toBeVisible();
    expect(await field('Time to end, seconds')).toBeDisabled();
  });

  it('is worked by keys', async () => {
    renderPage(DELAY);
    await userEvent.click(await field('Jitter'));
    await userEvent.keyboard('20ms');
    expect(yaml().value).toContain('jitter: 20ms');
    await userEvent.tab({ shift: true });
    expect(await field('Delay')).toHaveFocus();
    await userEvent.tab({ shift: true });
    expect(await field('How long')).toHaveFocus();
    await userEvent.tab({ shift: true });
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('option', { name: 'All' }));
    expect(yaml().value).toContain('mode: all # of two');
  });

  it('speaks Ukrainian, and lets Chaos Mesh speak English', async () => {
    renderPage(DELAY, languageConfig('uk'));
    expect(await field('Затримка')).toHaveValue('200ms');
    await userEvent.click(screen.getByText('Усі поля'));
    expect((await field('device')).closest('[lang=en]')).not.toBeNull();
    expect((await field('Адреси ззовні')).closest('[lang=en]')).toBeNull();
  });
});

describe('the page on which an experiment is made', () => {
  it('has its other states', async () => {
    api.getClusters.mockReturnValue(new Promise(() => {}));
    const loading = renderPage(DELAY);
    expect(await screen.findByText('Loading the clusters')).toBeInTheDocument();
    loading.unmount();

    api.getClusters.mockResolvedValue({ clusters: [], policy });
    const empty = renderPage(DELAY);
    expect(
      await screen.findByRole('group', { name: 'No cluster is configured' }),
    ).toBeVisible();
    empty.unmount();

    api.getClusters.mockRejectedValue(new NotAllowedError());
    const forbidden = renderPage(DELAY);
    expect(
      await screen.findByRole('group', {
        name: 'You may not see the clusters',
      }),
    ).toBeVisible();
    forbidden.unmount();

    // One part of it is known, and the other not.
    api.getClusters.mockResolvedValue({ clusters: [netherlands], policy });
    api.getPresets.mockRejectedValue(new Error('The catalog is away'));
    renderPage(DELAY);
    expect(
      await screen.findByRole('alert', {
        name: 'Could not load the experiments',
      }),
    ).toHaveTextContent('The catalog is away');
    expect(screen.getByText('no answer within 3000 ms')).toBeVisible();
    await waitFor(() => expect(yaml()).toBeEnabled());
  });
});
