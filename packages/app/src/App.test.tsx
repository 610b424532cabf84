import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { portalHandlers } from './__testUtils__/handlers';
import { renderPortal } from './__testUtils__/renderPortal';
import App from './App';

const personas = {
  auth: {
    providers: {
      personas: {
        people: [
          { id: 'developer', name: 'Olena', userEntityRef: 'user:default/o' },
        ],
      },
    },
  },
};

/** Backstage reads the configuration that the back end puts into the page. */
function injectConfig(data: object) {
  const script = document.createElement('script');
  script.type = 'backstage.io/config';
  script.textContent = JSON.stringify([{ data, context: 'test' }]);
  document.head.append(script);
  return () => script.remove();
}

async function signIn() {
  await userEvent.click(
    await screen.findByRole(
      'button',
      { name: 'Sign in as Olena' },
      { timeout: 10_000 },
    ),
  );
}

describe('the portal', () => {
  const server = setupServer(...portalHandlers);
  registerMswTestHooks(server);

  beforeEach(() => window.sessionStorage.clear());

  it('starts on the sign-in page', async () => {
    const removeConfig = injectConfig({
      app: { title: 'Shop', baseUrl: 'http://portal.test' },
      backend: { baseUrl: 'http://portal.test' },
      ...personas,
    });
    render(App.createRoot());

    expect(
      await screen.findByRole(
        'heading',
        { name: 'Who are you today?' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    removeConfig();
  });

  it('shows who signed in the home page and the pages in their order', async () => {
    renderPortal('/', personas);
    await signIn();

    expect(
      await screen.findByRole('heading', { name: 'My services' }),
    ).toBeInTheDocument();
    const sidebar = screen.getByRole('navigation', { name: 'sidebar nav' });
    const links = within(sidebar)
      .getAllByRole('link')
      .map(link => [
        link.getAttribute('aria-label'),
        link.getAttribute('href'),
      ]);
    expect(links).toEqual([
      [null, '/'],
      ['Home', '/'],
      ['Catalog', '/catalog'],
      ['Create', '/create'],
      ['Docs', '/docs'],
      ['APIs', '/api-docs'],
      ['Notifications', '/notifications'],
      ['Settings', '/settings'],
    ]);
    expect(
      within(sidebar).getByRole('button', { name: 'Search' }),
    ).toBeInTheDocument();
    expect(document.documentElement.lang).toBe('en');
  });
});
