import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  ScmIntegrationsApi,
  scmIntegrationsApiRef,
} from '@backstage/integration-react';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import {
  techdocsApiRef,
  techdocsStorageApiRef,
} from '@backstage/plugin-techdocs-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import techdocsMermaidModule from '.';

// Mermaid is the one thing that is not real here: jsdom has no layout, and
// Mermaid measures its texts.
const mockMermaid = { initialize: jest.fn(), render: jest.fn() };
const mockLoaded = jest.fn();
jest.mock('mermaid', () => {
  mockLoaded();
  return { __esModule: true, default: mockMermaid };
});

const apiOrigin = 'http://localhost/api/techdocs';
const expiresAt = new Date(Date.now() + 3_600_000).toISOString();

function fence(source: string): string {
  return `<pre class="mermaid"><code>${source}</code></pre>`;
}

/** Shows a page in the real TechDocs reader, and gives what is in it. */
async function renderPage(content: string): Promise<HTMLElement> {
  const page = `<html><head></head><body><div class="md-content" data-md-component="content"><article class="md-typeset"><h1>Page</h1>${content}</article></div></body></html>`;
  renderTestApp({
    features: [techdocsPlugin, techdocsMermaidModule],
    initialRouteEntries: ['/docs/default/component/core'],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    config: {
      app: {
        extensions: [
          {
            'page:techdocs/reader': {
              config: { withoutSearch: true, withoutHeader: true },
            },
          },
        ],
      },
    },
    apis: [
      mockApis.discovery(),
      [catalogApiRef, catalogApiMock()],
      [scmIntegrationsApiRef, ScmIntegrationsApi.fromConfig(mockApis.config())],
      [fetchApiRef, { fetch: async () => Response.json({ expiresAt }) }],
      [
        techdocsStorageApiRef,
        {
          getApiOrigin: async () => apiOrigin,
          getStorageUrl: async () => `${apiOrigin}/static/docs`,
          getBuilder: async () => 'local',
          getEntityDocs: async () => page,
          syncEntityDocs: async () => 'cached' as const,
          getBaseUrl: async (url: string) => url,
        },
      ],
      [
        techdocsApiRef,
        {
          getCookie: async () => ({ expiresAt }),
          getApiOrigin: async () => apiOrigin,
          getTechDocsMetadata: async () => ({
            site_name: 'Core',
            site_description: '',
          }),
          getEntityMetadata: async () => ({
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'core', namespace: 'default' },
          }),
        },
      ],
    ],
  });
  const root = await findPage();
  await within(root).findByText('Page');
  return root;
}

/** The page in the reader's shadow root, which each change of theme replaces. */
async function findPage(): Promise<HTMLElement> {
  const host = await screen.findByTestId('techdocs-native-shadowroot');
  const root = host.shadowRoot?.firstElementChild;
  if (!(root instanceof HTMLElement)) {
    throw new Error('The reader shows nothing');
  }
  return root;
}

function drawingOf(source: string, theme: string, accTitle?: string): string {
  const title = accTitle
    ? ` aria-labelledby="named"><title id="named">${accTitle}</title`
    : '';
  return `<svg role="graphics-document document"${title}><text>${source} in ${theme}</text></svg>`;
}

describe('Mermaid diagrams in the TechDocs reader', () => {
  // The reader's own parts complain of what jsdom lacks: styles, scrolling.
  beforeEach(() => {
    jest.spyOn(console, 'warn').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
    localStorage.clear();
    mockMermaid.initialize.mockReset();
    mockMermaid.render.mockReset();
    mockMermaid.render.mockImplementation(async (_id, source: string) => {
      const [{ theme }] = mockMermaid.initialize.mock.lastCall ?? [{}];
      if (source.includes('!')) {
        throw new Error('Parse error on line 1');
      }
      const accTitle = /accTitle: (.*)/.exec(source)?.[1];
      return { svg: drawingOf(source, theme, accTitle) };
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  // First, because a module is loaded once for all tests of a file.
  it('leaves a page without diagrams alone and does not load the library', async () => {
    const page = await renderPage(
      '<div class="highlight"><pre><code>text</code></pre></div>',
    );

    expect(await within(page).findByText('text')).toBeInTheDocument();
    expect(mockLoaded).not.toHaveBeenCalled();
  });

  it('draws a diagram as an image with its source at hand, again when the theme changes', async () => {
    const page = await renderPage(fence('graph TD; A--&gt;B'));

    const image = await within(page).findByRole('img', { name: 'Diagram' });
    expect(image).toHaveTextContent('graph TD; A-->B in default');
    expect(mockMermaid.initialize).toHaveBeenLastCalledWith(
      expect.objectContaining({
        securityLevel: 'strict',
        startOnLoad: false,
        theme: 'default',
      }),
    );
    const details = within(page).getByText('Diagram source').closest('details');
    expect(details).not.toHaveAttribute('open');
    expect(details).toHaveTextContent('graph TD; A-->B');
    expect(page.querySelector('pre.mermaid')).not.toBeVisible();

    act(() => {
      localStorage.setItem('theme', 'dark');
      window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
    });

    await waitFor(async () =>
      expect(
        within(await findPage()).getByRole('img', { name: 'Diagram' }),
      ).toHaveTextContent('graph TD; A-->B in dark'),
    );
  });

  it('names a diagram by its own title', async () => {
    const page = await renderPage(
      fence('graph TD\naccTitle: How orders flow\nA--&gt;B'),
    );

    expect(
      await within(page).findByRole('img', { name: 'How orders flow' }),
    ).toBeInTheDocument();
  });

  it('shows what is wrong with a diagram, and draws the others', async () => {
    const page = await renderPage(
      `${fence('graph !!')}<p>Between</p>${fence('graph TD; C--&gt;D')}`,
    );

    expect(
      await within(page).findByText(
        'This diagram has an error and could not be drawn',
      ),
    ).toBeInTheDocument();
    expect(within(page).getByText('Parse error on line 1')).toBeInTheDocument();
    expect(
      within(page)
        .getAllByText('graph !!')
        .some(element => !element.closest('.mermaid')),
    ).toBe(true);
    expect(within(page).getByText('Between')).toBeInTheDocument();
    await waitFor(() =>
      expect(within(page).getAllByRole('img')).toHaveLength(1),
    );
    expect(within(page).getByRole('img')).toHaveTextContent('C-->D');
  });
});
