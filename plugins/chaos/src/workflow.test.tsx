import { NotAllowedError } from '@backstage/errors';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  belgium,
  mayNotStart,
  mayStart,
  policy,
  presets,
  resilience,
  resilienceDetails,
  resilienceManifest,
  weekly,
} from './__testUtils__/chaos';
import { mockChaosApi } from './__testUtils__/mockChaosApi';
import { chaosApiRef } from './api';
import chaosPlugin from './index';

jest.setTimeout(90_000);

const api = mockChaosApi();
const patience = { timeout: 20_000 };
const EDITOR = '/chaos/workflows/new';
const COPY = `${EDITOR}?copy=shop-west1/Workflow/shop/resilience`;

function renderPage(path: string) {
  return renderTestApp({
    features: [chaosPlugin],
    apis: [
      [chaosApiRef, api],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
    initialRouteEntries: [path],
  });
}

const tree = () => screen.findByRole('tree', { name: 'Steps' }, patience);

/** All steps, as they are read out. */
async function steps(): Promise<(string | null)[]> {
  return within(await tree())
    .getAllByRole('treeitem')
    .map(({ textContent }) => textContent);
}

async function choose(name: RegExp) {
  const [step] = within(await tree()).getAllByRole('treeitem', { name });
  fireEvent.click(step);
  expect(step).toHaveAttribute('aria-selected', 'true');
}

const yaml = () =>
  screen.getByRole<HTMLTextAreaElement>('textbox', {
    name: 'Workflow as YAML',
  });

/** Presses a button once it may be: who may is asked first. */
async function press(name: string) {
  const button = await screen.findByRole('button', { name }, patience);
  await waitFor(() => expect(button).toBeEnabled(), patience);
  await userEvent.click(button);
}

async function add(item: string) {
  await press('Add a step');
  await userEvent.click(
    await screen.findByRole('menuitem', { name: item }, patience),
  );
}

beforeEach(() => {
  jest.resetAllMocks();
  sessionStorage.clear();
  api.getClusters.mockResolvedValue({ clusters: [belgium], policy });
  api.getPresets.mockResolvedValue({ presets });
  api.dryRun.mockResolvedValue({ ...mayStart, standing: 'Workflow' });
  api.getStanding.mockResolvedValue({
    items: [resilience, weekly],
    requests: [],
    silent: [],
  });
  api.getStandingDetails.mockResolvedValue(resilienceDetails);
});

describe('the editor of Workflows', () => {
  it('builds one step by step, with the YAML beside it', async () => {
    renderPage(EDITOR);
    expect(await steps()).toEqual(['one-by-one Serial Nothing in it yet']);
    await add('Side by side (Parallel)');
    await add('PodChaos');
    await add('A rest (Suspend)');
    expect(await steps()).toEqual([
      'one-by-one Serial',
      'side-by-side Parallel',
      'pod PodChaos pod-kill · 1m',
      'rest Suspend · 1m',
    ]);
    expect(yaml().value).toMatch(/children:\n +- pod\n +- rest\n/);

    // The fields are those of the step that is chosen.
    fireEvent.change(screen.getByRole('textbox', { name: 'Ends after' }), {
      target: { value: '45s' },
    });
    expect(yaml().value).toContain('deadline: 45s');
    const name = screen.getByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'pod' } });
    expect(screen.getByText('Another step has this name.')).toBeInTheDocument();
    fireEvent.change(name, { target: { value: 'breathe' } });
    fireEvent.blur(name);
    expect(yaml().value).toMatch(/- pod\n +- breathe\n/);

    await choose(/^pod /);
    fireEvent.change(
      screen.getByRole('textbox', { name: 'Labels of the pods' }),
      { target: { value: 'app=core, tier=web' } },
    );
    expect(yaml().value).toMatch(/labelSelectors:\n +app: core\n +tier: web/);
    await waitFor(
      () =>
        expect(api.dryRun).toHaveBeenLastCalledWith(
          { cluster: 'shop-west1', manifest: yaml().value },
          expect.anything(),
        ),
      patience,
    );
    expect(await screen.findByText('It may start', {}, patience)).toBeVisible();
  });

  it('is worked by keys, and undoes', async () => {
    renderPage(COPY);
    const all = within(await tree()).getByRole('treeitem', { name: /^all / });
    all.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByRole('treeitem', { name: /^kill / })).toHaveFocus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    const kill = screen.getByRole('treeitem', { name: /^kill / });
    expect(kill).toHaveFocus();
    expect(kill).toHaveAttribute('aria-posinset', '2');
    expect(yaml().value).toContain('children: [rest, kill, both]');
    expect(screen.getByText('kill was moved.')).toBeInTheDocument();
    // Comments come through.
    expect(yaml().value).toContain('- name: kill # one of two');
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(screen.getByRole('treeitem', { name: /^kill / })).toHaveAttribute(
      'aria-level',
      '3',
    );
    await userEvent.keyboard('{Delete}');
    expect(
      screen.queryByRole('treeitem', { name: /^kill / }),
    ).not.toBeInTheDocument();
    expect(yaml().value).not.toContain('podChaos');
    await userEvent.keyboard('{Control>}zzz{/Control}');
    expect(yaml().value).toContain('children: [kill, rest, both]');
  });

  it('shows what two places share, what is written, and what is wrong there', async () => {
    api.dryRun.mockResolvedValue({
      ...mayNotStart,
      findings: [
        {
          rule: 'duration',
          ok: false,
          message: 'It lasts 2 min; shorten it to 1 min or less',
          path: 'spec.templates[3].deadline',
        },
      ],
    });
    renderPage(COPY);
    await waitFor(
      async () =>
        expect(await steps()).toEqual([
          'all Serial',
          'kill PodChaos pod-kill · 1m',
          'rest Suspend · 10s · used 2 times',
          'both Parallel',
          'slow NetworkChaos delay · 2m · 1 thing to change',
          'rest Suspend · 10s · used 2 times',
        ]),
      patience,
    );
    expect(yaml().value).toBe(
      resilienceManifest.replace('name: resilience', 'name: resilience-copy'),
    );
    await choose(/^slow /);
    const step = screen.getByRole('region', { name: 'Step slow' });
    expect(
      within(step).getByRole('list', { name: 'To change in this step' }),
    ).toHaveTextContent('It lasts 2 min');
    // The form of an experiment that stands alone.
    fireEvent.change(within(step).getByRole('textbox', { name: 'Delay' }), {
      target: { value: '1s' },
    });
    expect(yaml().value).toContain('delay: { latency: 1s }');

    await press('Line 26');
    expect(yaml()).toHaveFocus();
    expect(
      yaml().value.slice(yaml().selectionStart, yaml().selectionEnd),
    ).toContain('deadline: 2m');
  });

  it('leaves to the YAML what its fields cannot show', async () => {
    renderPage(EDITOR);
    await tree();
    const text = `apiVersion: chaos-mesh.org/v1alpha1
kind: Workflow
metadata: { name: asked, namespace: shop }
spec:
  entry: all
  templates:
    - { name: all, templateType: Serial, deadline: 5m, children: [well, work, kill] }
    - name: well
      templateType: StatusCheck
      deadline: 1m
      abortWithStatusCheck: "{{abort}}"
      statusCheck:
        mode: Sometimes
        type: HTTP
        http: { url: http://web.shop.svc/healthz, criteria: { statusCode: [200] } }
    - name: work
      templateType: Task
      deadline: 1m
      task: { container: { name: work, image: probe, command: "{{command}}" } }
    - name: kill
      templateType: PodChaos
      deadline: 1m
      podChaos:
        action: pod-kill
        mode: one
        selector: { namespaces: "{{namespaces}}", labelSelectors: { app: { of: x } } }
`;
    fireEvent.change(yaml(), { target: { value: text } });
    const field = (role: string, name: string | RegExp) =>
      screen.getByRole(role, { name });

    await choose(/^well /);
    // An unknown word is a choice like the others; a text is no switch.
    expect(field('button', /Sometimes/)).toBeEnabled();
    const abort = field('switch', 'Failing ends the workflow');
    expect(abort).toBeDisabled();
    expect(abort).not.toBeChecked();
    expect(abort).toHaveAccessibleDescription('Only in the YAML');
    expect(field('textbox', 'Status, or a range')).toBeDisabled();
    await choose(/^work /);
    expect(field('textbox', 'Command')).toBeDisabled();
    await choose(/^kill /);
    expect(field('textbox', 'Namespaces')).toBeDisabled();
    expect(field('textbox', 'Labels of the pods')).toBeDisabled();
    expect(yaml().value).toBe(text);
  });

  it('follows the YAML, and keeps the last picture while that cannot be read', async () => {
    renderPage(COPY);
    await tree();
    fireEvent.change(yaml(), {
      target: { value: yaml().value.replace('[slow, rest]', '[slow]') },
    });
    expect(await steps()).toHaveLength(5);
    const good = yaml().value;
    fireEvent.change(yaml(), { target: { value: `${good}  broken: [1` } });
    expect(await steps()).toHaveLength(5);
    expect(
      screen.getByText(
        'The picture is that of the last YAML that could be read',
      ),
    ).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(/Line 3\d/);
    expect(screen.getByRole('button', { name: 'Add a step' })).toBeDisabled();
    expect(
      await screen.findByRole('button', { name: 'Start…' }, patience),
    ).toBeDisabled();
    fireEvent.change(yaml(), { target: { value: 'kind: PodChaos' } });
    expect(screen.getByRole('alert')).toHaveTextContent('This is no Workflow');
    await press('Undo');
    expect(yaml().value).toContain('[slow, rest]');
    expect(await steps()).toHaveLength(6);
  });

  it('keeps what was written when the page is loaded again', async () => {
    const page = renderPage(EDITOR);
    await tree();
    await add('Run a program (Task)');
    fireEvent.change(screen.getByRole('textbox', { name: 'Image' }), {
      target: { value: 'shop/core:1' },
    });
    fireEvent.change(screen.getByRole('textbox', { name: 'Command' }), {
      target: { value: 'node\n--version' },
    });
    await press('Add a branch');
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'A rest (Suspend)' }),
    );
    page.unmount();

    renderPage(EDITOR);
    expect(await steps()).toEqual([
      'one-by-one Serial',
      'task Task · 2m',
      'rest Suspend · 1m · when exitCode == 0',
    ]);
    expect(yaml().value).toContain('image: shop/core:1');
    expect(yaml().value).toMatch(/- node\n +- --version/);
    expect(yaml().value).toMatch(/- target: rest\n +expression: exitCode == 0/);
  });

  it('begins with the experiments of a component, or a copy from a cluster', async () => {
    renderPage(`${EDITOR}?entity=component:default/payments`);
    await tree();
    await screen.findByText(
      /Experiments that fit this component/,
      {},
      patience,
    );
    await press('Begin with…');
    await userEvent.click(
      await screen.findByRole('menuitem', {
        name: 'One after another, with rests',
      }),
    );
    expect(await steps()).toEqual([
      'weekly Serial',
      'pod-kill PodChaos pod-kill · 1m',
      'rest-after-pod-kill Suspend · 1m',
      'network-delay NetworkChaos delay · 60s',
    ]);
    await press('Begin with…');
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'resilience · shop-west1' }),
    );
    await waitFor(
      () => expect(yaml().value).toContain('name: resilience-copy'),
      patience,
    );
    await press('Undo');
    expect(yaml().value).toContain('entry: weekly');
  });

  it('starts it, as a Schedule where it is repeated', async () => {
    api.createStanding.mockResolvedValue({ standing: weekly });
    renderPage(`${COPY}&repeat=0+3+*+*+1`);
    const start = await screen.findByRole(
      'button',
      { name: 'Start…' },
      patience,
    );
    await waitFor(() => expect(start).toBeEnabled(), patience);
    expect(api.dryRun).toHaveBeenLastCalledWith(
      {
        cluster: 'shop-west1',
        manifest: expect.stringContaining('type: Workflow'),
      },
      expect.anything(),
    );
    await userEvent.click(start);
    const dialog = await screen.findByRole('dialog', {}, patience);
    fireEvent.change(within(dialog).getByRole('textbox'), {
      target: { value: 'shop' },
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Start in Belgium' }),
    );
    await waitFor(
      () => expect(api.createStanding).toHaveBeenCalled(),
      patience,
    );
  });

  it('is found from the list, from a Workflow, and from YAML that was pasted', async () => {
    const list = renderPage('/chaos/schedules');
    await press('New workflow…');
    await tree();
    list.unmount();

    const one = renderPage(
      '/chaos/schedules/shop-west1/Workflow/shop/resilience',
    );
    expect(
      await screen.findByRole('link', { name: 'Edit a copy' }, patience),
    ).toHaveAttribute(
      'href',
      `${EDITOR}?cluster=shop-west1&copy=shop-west1%2FWorkflow%2Fshop%2Fresilience`,
    );
    one.unmount();

    renderPage('/chaos/new?preset=own');
    fireEvent.change(
      await screen.findByRole(
        'textbox',
        { name: 'Experiment as YAML' },
        patience,
      ),
      { target: { value: resilienceManifest } },
    );
    await press('Edit it as a picture');
    expect(await steps()).toHaveLength(6);
    expect(yaml().value).toBe(resilienceManifest);
  });

  it('says what it cannot copy, and that nobody may', async () => {
    api.getStandingDetails.mockResolvedValue({
      ...resilienceDetails,
      manifest: 'kind: Schedule\n',
    });
    const page = renderPage(COPY);
    expect(
      await screen.findByRole('group', { name: 'It is no workflow' }, patience),
    ).toBeVisible();
    page.unmount();

    api.getStandingDetails.mockRejectedValue(new NotAllowedError('no'));
    const refused = renderPage(COPY);
    expect(
      await screen.findByText(/what is to be copied/, {}, patience),
    ).toBeVisible();
    refused.unmount();

    api.getClusters.mockResolvedValue({ clusters: [], policy });
    renderPage(EDITOR);
    expect(
      await screen.findByRole(
        'group',
        { name: 'No cluster is configured' },
        patience,
      ),
    ).toBeVisible();
  });
});
