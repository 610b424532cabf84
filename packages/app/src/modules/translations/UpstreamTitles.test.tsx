import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Header, PluginHeader } from '@backstage/ui';
import { languageConfig } from '@shop-platform/ui-kit/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { UpstreamTitles } from './UpstreamTitles';

const tabs = ['Templates', 'Template Editor', 'Of somebody else'].map(
  label => ({
    id: label,
    label,
    href: `/create/${label}`,
  }),
);

function Page() {
  const languageApi = useApi(appLanguageApiRef);
  const [title, setTitle] = useState('Create');
  return (
    <>
      <UpstreamTitles />
      <PluginHeader
        title={title}
        breadcrumbs={[
          { label: 'Create', href: '/create' },
          { label: 'Tasks', href: '/create/tasks' },
        ]}
        tabs={tabs}
      />
      <Header
        title="Overview"
        tabs={[{ id: 'traces', label: 'Traces', href: '/traces' }]}
      />
      <p>Templates</p>
      <button onClick={() => languageApi.setLanguage('en')}>English</button>
      <button onClick={() => setTitle('Settings')}>Next</button>
    </>
  );
}

it('says titles of Backstage in the language of the page, and of nothing else', async () => {
  renderInTestApp(<Page />, { config: languageConfig('uk') });

  const heading = await screen.findByRole('heading', { name: 'Створити' });
  expect(screen.getByRole('tab', { name: 'Шаблони' })).toBeVisible();
  expect(screen.getByRole('tab', { name: 'Редактор шаблонів' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Трейси' })).toBeVisible();
  expect(
    screen.getAllByRole('listitem').map(({ textContent }) => textContent),
  ).toEqual(['Створити', 'Завдання', 'Трейси']);
  // What is called so by others is not a title of Backstage.
  expect(screen.getByRole('tab', { name: 'Of somebody else' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Overview' })).toBeVisible();
  expect(screen.getByText('Templates')).toBeVisible();

  await userEvent.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { name: 'Налаштування' });
  expect(heading).toBeInTheDocument();

  await userEvent.click(screen.getByRole('button', { name: 'English' }));
  await screen.findByRole('heading', { name: 'Settings' });
  expect(screen.getByRole('tab', { name: 'Template Editor' })).toBeVisible();
});
