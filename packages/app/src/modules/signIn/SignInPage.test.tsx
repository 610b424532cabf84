import {
  githubAuthApiRef,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import {
  mockApis,
  registerMswTestHooks,
  renderInTestApp,
  type TestApiPairs,
} from '@backstage/frontend-test-utils';
import { type JsonObject } from '@backstage/types';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { sessionOf } from '../../__testUtils__/handlers';
import { SignInPage } from './SignInPage';

const AUTH_URL = 'http://portal.test/api/auth';
const PERSONAS_URL = `${AUTH_URL}/personas/refresh`;

const personas = {
  people: [
    { id: 'viewer', name: 'Ivan', userEntityRef: 'user:default/ivan' },
    { id: 'auditor', userEntityRef: 'user:default/oksana' },
    { id: 'developer', name: 'Olena', userEntityRef: 'user:default/olena' },
    { id: 'platform-engineer', name: 'Taras', userEntityRef: 'user:a/taras' },
  ],
};

function errorAnswer(status: number, name: string, message: string) {
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

describe('SignInPage', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  beforeEach(() => window.sessionStorage.clear());

  function renderPage(data: JsonObject, apis: TestApiPairs<unknown[]> = []) {
    const signedIn = new Promise<IdentityApi>(resolve =>
      renderInTestApp(<SignInPage onSignInSuccess={resolve} />, {
        config: { app: { title: 'Shop' }, ...data },
        apis: [mockApis.discovery({ baseUrl: 'http://portal.test' }), ...apis],
      }),
    );
    return { signedIn };
  }

  it('offers everybody configured, who can do most first, with what they may do', async () => {
    renderPage({ auth: { providers: { personas, guest: {} } } });

    const cards = await screen.findAllByRole('button', { name: /^Sign in as/ });
    expect(cards.map(card => card.getAttribute('aria-label'))).toEqual([
      'Sign in as Taras',
      'Sign in as Olena',
      'Sign in as Ivan',
      'Sign in as oksana',
      'Sign in as Guest',
    ]);
    expect(screen.getByText('Platform engineer')).toBeInTheDocument();
    expect(screen.getByText(/^Builds services/)).toBeInTheDocument();
    expect(
      screen.getByText('May do what the groups of this person may do.'),
    ).toBeInTheDocument();
  });

  it('says so when no way to sign in is configured', async () => {
    renderPage({});

    expect(await screen.findByText(/^No way to sign in/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('signs in as the chosen person, goes on as them after a reload, and forgets them on sign-out', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(PERSONAS_URL, ({ request }) => {
        asked.push(request.headers.get('X-Persona'));
        return HttpResponse.json(sessionOf('olena'));
      }),
    );
    const config = { auth: { providers: { personas } } };

    const first = renderPage(config);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Olena' }),
    );
    const identity = await first.signedIn;
    expect(await identity.getProfileInfo()).toEqual({ displayName: 'olena' });
    expect(await identity.getBackstageIdentity()).toEqual({
      type: 'user',
      userEntityRef: 'user:default/olena',
      ownershipEntityRefs: ['user:default/olena'],
    });
    expect(await identity.getCredentials()).toEqual({
      token: 'token-of-olena',
    });
    expect(asked).toEqual(['developer']);

    await renderPage(config).signedIn;
    expect(asked).toEqual(['developer', 'developer']);

    await identity.signOut();
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('renews the token before it expires, once for all who ask, and keeps the old one while that fails', async () => {
    const answers = [
      () => HttpResponse.json(sessionOf('first', { expiresInSeconds: 100 })),
      () => errorAnswer(500, 'Error', 'restarting'),
      () => HttpResponse.json(sessionOf('second', { expiresInSeconds: 100 })),
    ];
    server.use(
      http.get(
        PERSONAS_URL,
        () => answers.shift()?.() ?? errorAnswer(500, 'Error', 'too many'),
      ),
    );
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);

    const { signedIn } = renderPage({ auth: { providers: { personas } } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Olena' }),
    );
    const identity = await signedIn;
    const token = async () => (await identity.getCredentials()).token;

    now.mockReturnValue(79_000);
    expect(await token()).toBe('token-of-first');
    now.mockReturnValue(81_000);
    expect(await token()).toBe('token-of-first');
    expect(await Promise.all([token(), token()])).toEqual([
      'token-of-second',
      'token-of-second',
    ]);
    now.mockReturnValue(300_000);
    await expect(token()).rejects.toThrow('500');
    now.mockRestore();
  });

  it('waits for a catalog that is still loading', async () => {
    let isLoaded = false;
    server.use(
      http.get(PERSONAS_URL, () =>
        isLoaded
          ? HttpResponse.json(sessionOf('olena'))
          : errorAnswer(503, 'ServiceUnavailableError', 'no olena yet'),
      ),
    );
    const { signedIn } = renderPage({ auth: { providers: { personas } } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Olena' }),
    );

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The portal does not know Olena yet');
    expect(alert).toHaveTextContent('no olena yet. It is tried again');
    isLoaded = true;
    // Nobody presses anything: the page tries again by itself.
    await waitFor(() => signedIn, { timeout: 5_000 });
  });

  it('says that the back end is down, and goes on when told to', async () => {
    let isUp = false;
    server.use(
      http.get(`${AUTH_URL}/guest/refresh`, () =>
        isUp ? HttpResponse.json(sessionOf('guest')) : HttpResponse.error(),
      ),
    );
    const { signedIn } = renderPage({ auth: { providers: { guest: {} } } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as Guest' }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal’s back end does not answer',
    );
    isUp = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    const identity = await signedIn;
    expect((await identity.getBackstageIdentity()).userEntityRef).toBe(
      'user:default/guest',
    );
  });

  it('does not insist when it is refused, and lets one choose again', async () => {
    server.use(
      http.get(PERSONAS_URL, () =>
        errorAnswer(403, 'NotAllowedError', 'on this machine only'),
      ),
    );
    window.sessionStorage.setItem('shop-platform.sign-in', 'persona:viewer');
    renderPage({ auth: { providers: { personas } } });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Ivan could not be signed in');
    expect(alert).toHaveTextContent('on this machine only');
    expect(alert).not.toHaveTextContent('tried again');
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose somebody else' }),
    );
    expect(
      screen.getByRole('button', { name: 'Sign in as Ivan' }),
    ).toBeInTheDocument();
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('signs in with an account, on its own where a session is there', async () => {
    const getBackstageIdentity = jest.fn();
    const github = {
      getBackstageIdentity,
      getProfile: async () => ({ displayName: 'octocat' }),
      getAccessToken: async () => '',
      signIn: async () => {},
      signOut: jest.fn(),
      sessionState$: jest.fn(),
    };
    const config = { portal: { signIn: { providers: ['github'] } } };
    getBackstageIdentity.mockResolvedValueOnce(undefined);
    const first = renderPage(config, [[githubAuthApiRef, github]]);

    const button = await screen.findByRole('button', {
      name: 'Sign in as GitHub',
    });
    expect(getBackstageIdentity).toHaveBeenLastCalledWith({ optional: true });
    getBackstageIdentity.mockResolvedValue({
      token: 'token',
      identity: {
        type: 'user',
        userEntityRef: 'user:default/octocat',
        ownershipEntityRefs: [],
      },
    });
    await userEvent.click(button);
    const identity = await first.signedIn;
    expect(getBackstageIdentity).toHaveBeenCalledWith({ instantPopup: true });
    expect(await identity.getCredentials()).toEqual({ token: 'token' });

    const second = await renderPage(config, [[githubAuthApiRef, github]])
      .signedIn;
    expect(getBackstageIdentity).toHaveBeenCalledWith({ optional: true });
    await second.signOut();
    expect(github.signOut).toHaveBeenCalled();
    expect(window.sessionStorage).toHaveLength(0);
  });
});
