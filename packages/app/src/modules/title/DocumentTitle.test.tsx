import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Header } from '@backstage/ui';
import { waitFor } from '@testing-library/react';
import { DocumentTitle } from './DocumentTitle';

const config = { app: { title: 'The portal' } };

/** A page with a heading, in a document that has a title. */
function renderPage(title: string, heading: string, header?: JSX.Element) {
  document.title = title;
  const page = document.createElement('main');
  const name = new Text(heading);
  const text = document.createElement('p');
  const element = document.createElement('h1');
  element.append(name);
  page.append(element, text);
  document.body.append(page);
  renderInTestApp(
    <>
      <DocumentTitle />
      {header}
    </>,
    { config },
  );
  return { name, text };
}

afterEach(() => document.body.replaceChildren());

describe('DocumentTitle', () => {
  it('names the document after the page, and after the next one', async () => {
    const { name } = renderPage('The portal', 'Traces');
    await waitFor(() => expect(document.title).toBe('Traces | The portal'));
    name.nodeValue = 'Regions';
    await waitFor(() => expect(document.title).toBe('Regions | The portal'));
  });

  it('names it after a header of Backstage UI', async () => {
    document.title = 'The portal';
    renderInTestApp(
      <>
        <DocumentTitle />
        <h2>Not this one</h2>
        <Header title="Dashboards" />
      </>,
      { config },
    );
    await waitFor(() => expect(document.title).toBe('Dashboards | The portal'));
  });

  it('names it after what the page is about, not after the plugin above it', async () => {
    renderPage('The portal', 'Catalog', <Header title="Core" />);
    await waitFor(() => expect(document.title).toBe('Core | The portal'));
  });

  it('forgets the page before when the next one has no heading', async () => {
    const { name } = renderPage('The portal', 'Who are you today?');
    await waitFor(() =>
      expect(document.title).toBe('Who are you today? | The portal'),
    );
    name.parentElement?.remove();
    await waitFor(() => expect(document.title).toBe('The portal'));
  });

  it('leaves a title that says more', async () => {
    const { name, text } = renderPage('The portal', 'Core');
    await waitFor(() => expect(document.title).toBe('Core | The portal'));

    document.title = 'Core | Overview | The portal';
    text.textContent = 'More of the page';
    await new Promise(resolve => {
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    });
    expect(document.title).toBe('Core | Overview | The portal');

    name.nodeValue = 'Payments';
    await waitFor(() => expect(document.title).toBe('Payments | The portal'));
  });
});
