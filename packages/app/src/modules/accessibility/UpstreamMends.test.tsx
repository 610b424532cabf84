import { waitFor } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { UpstreamMends } from './UpstreamMends';

function renderPage(html: string) {
  const page = document.createElement('div');
  document.body.append(page);
  renderInTestApp(
    <UpstreamMends>
      <p>The page</p>
    </UpstreamMends>,
  );
  page.innerHTML = html;
  return page;
}

afterEach(() => document.body.replaceChildren());

describe('UpstreamMends', () => {
  it('takes a panel that is not there from a tab, and leaves one that is', async () => {
    const page = renderPage(`
      <a class="bui-Tab" role="tab" id="header" aria-controls="elsewhere">Overview</a>
      <div class="bui-Tab" role="tab" id="own" aria-controls="here">Own</div>
      <div role="tabpanel" id="here"></div>`);
    await waitFor(() =>
      expect(page.querySelector('#header')).not.toHaveAttribute(
        'aria-controls',
      ),
    );
    expect(page.querySelector('#own')).toHaveAttribute('aria-controls', 'here');
  });

  it('names what has no name', async () => {
    const page = renderPage(`
      <span>Kinds</span>
      <div class="MuiAutocomplete-root-12"><input type="text"></div>
      <div class="MuiAutocomplete-root"><label for="owner">Owner</label><input id="owner"></div>
      <div class="MuiCircularProgress-root" role="progressbar"></div>
      <div class="MuiLinearProgress-root" role="progressbar"></div>
      <div class="MuiTextField-root"></div><button class="MuiIconButton-root"></button>
      <div class="swagger-ui"><div class="servers"><select></select></div></div>`);
    await waitFor(() =>
      expect(page.querySelector('select')).toHaveAccessibleName('Servers'),
    );
    const [kinds, owner] = page.querySelectorAll('input');
    expect(kinds).toHaveAccessibleName('Kinds');
    expect(owner).toHaveAccessibleName('Owner');
    expect(page.querySelector('button')).toHaveAccessibleName(
      'Show only matching lines',
    );
    for (const progress of page.querySelectorAll('[role="progressbar"]')) {
      expect(progress).toHaveAccessibleName('Loading');
    }
  });

  it('names an item of the sidebar by all that it shows', async () => {
    const page = renderPage(`
      <nav><a href="/notifications" aria-label="Notifications"><span>Notifications</span> <b>1</b></a>
      <a href="/settings" aria-label="Settings"><span>Settings</span></a>
      <a href="/docs" aria-label="Docs"></a></nav>`);
    const [notifications, settings, docs] = page.querySelectorAll('a');
    await waitFor(() =>
      expect(notifications).toHaveAccessibleName('Notifications 1'),
    );
    expect(settings).toHaveAttribute('aria-label', 'Settings');
    expect(docs).toHaveAttribute('aria-label', 'Docs');
  });

  it('takes the numbers of a log for the links that they are', async () => {
    const page = renderPage('<a role="row" href="/tasks/1#line-7">7</a>');
    await waitFor(() =>
      expect(page.querySelector('a')).not.toHaveAttribute('role'),
    );
  });

  it('lets the button of a template open what the link in it does', async () => {
    const page = renderPage(`
      <button id="viewDetail-template:default/service"><a href="/service"><svg></svg></a></button>`);
    const opened = jest.fn();
    page.querySelector('a')?.addEventListener('click', opened);
    await waitFor(() =>
      expect(page.querySelector('a')).not.toHaveAttribute('href'),
    );
    page.querySelector('button')?.click();
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it('leaves one control where another was nested in it', async () => {
    const page = renderPage(`
      <span role="button"><div data-rbd-draggable-id="1" role="button" tabindex="0">Name</div></span>
      <div class="swagger-ui"><button><a href="#/orders">/orders</a></button></div>`);
    await waitFor(() =>
      expect(page.querySelectorAll('[role="button"]')).toHaveLength(1),
    );
    expect(page.querySelector('[data-rbd-draggable-id]')).not.toHaveAttribute(
      'tabindex',
    );
    expect(page.querySelector('a')).not.toHaveAttribute('href');
  });

  it('does not call list items what stands in no list', async () => {
    const page = renderPage(`
      <section><li class="MuiListItem-root">Result</li></section>
      <ul><li class="MuiListItem-root">Item</li></ul>`);
    await waitFor(() =>
      expect(page.querySelector('section li')).toHaveAttribute('role', 'none'),
    );
    expect(page.querySelector('ul li')).not.toHaveAttribute('role');
  });
});
