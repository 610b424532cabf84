import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { openGitPages, Repository } from './support/gitHost';
import { expectToFit } from './support/layout';
import { dataFolder, Portal } from './support/portal';

/** Repositories are read every few seconds, each time all of them. */
const READ = 150_000;
const NAME = 'spring-sale';
const BRANCH = 'template/landing-page-1.1.0';

const repository = new Repository(NAME);

/** What a row of the table of versions says of what was made. */
const rowOf = (page: Page) =>
  page
    .getByRole('table', { name: 'Made from Landing page' })
    .getByRole('row')
    .filter({ hasText: NAME });

/** Makes the repository from the version of the template that there is. */
async function makeRepository(page: Page) {
  await page.goto('/create/templates/default/landing-page');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('navigation', { name: 'Files' })).toBeVisible();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(
    page.getByRole('link', { name: 'Page in the catalog' }),
  ).toBeVisible({ timeout: 60_000 });
}

/** What its team does then: a file of its own, and two of the template's. */
async function workOnIt() {
  await repository.edit('index.html', text => `${text}<p>Half price</p>\n`);
  await repository.edit('nginx.conf', text =>
    text.replace('expires 5m', 'expires 1h'),
  );
  await repository.edit('deployment.yaml', text =>
    text.replace('replicas: 2', 'replicas: 6'),
  );
}

/** What the template's authors do. */
function releaseNextVersion() {
  const template = join(dataFolder(), 'fixtures/templates/landing-page');
  cpSync(
    join(dataFolder(), 'fixtures/landing-page-1.1.0'),
    join(template, 'skeleton'),
    { recursive: true },
  );
  rmSync(join(template, 'skeleton/browserconfig.xml'));
  const file = join(template, 'template.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('        version: 1.0.0', '        version: 1.1.0')
    .replace(
      '  releases:\n',
      `  releases:
    - version: 1.1.0
      date: '2026-11-29'
      changes:
        - Three pods, one in each zone
        - Browsers no longer guess the type of a file
`,
    );
  writeFileSync(file, text);
}

async function expectConflictIn(text: string | undefined) {
  expect(text).toContain(
    [
      '<<<<<<< yours',
      '  replicas: 6',
      '||||||| landing-page 1.0.0',
      '  replicas: 2',
      '=======',
      '  replicas: 3',
      '>>>>>>> landing-page 1.1.0',
    ].join('\n'),
  );
}

test('a repository gets the newest version of its template, with its team’s changes and a conflict to decide', async ({
  page,
  browser,
}) => {
  test.setTimeout(4 * READ + 180_000);
  const portal = new Portal(page);
  await portal.open();
  await portal.signInAs('platform-engineer');
  await makeRepository(page);
  await workOnIt();
  const before = await repository.head();
  releaseNextVersion();

  // What is behind is listed with what changed since.
  await page.goto('/templates');
  const row = rowOf(page);
  await expect(row).toContainText('1 version behind', { timeout: READ });
  await expect(row).toContainText('2 files', { timeout: READ });
  await row.getByText('What changed since').click();
  await expect(row.getByText('Three pods, one in each zone')).toBeVisible();
  await expect(row.getByText('First release')).toHaveCount(0);
  await row.getByText('2 files').click();
  await expect(row.getByText('deployment.yaml')).toBeVisible();
  await expect(row.getByText('nginx.conf')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 768, height: 900 });
  await expectToFit(page);
  await page.setViewportSize({ width: 1280, height: 900 });

  // The form comes filled in.
  await row.getByRole('link', { name: /^Upgrade… spring-sale/ }).click();
  await expect(
    page.getByRole('textbox', { name: 'Component or resource' }),
  ).toHaveValue(/spring-sale/);
  await expect(page.getByRole('textbox', { name: 'Manifest' })).toHaveValue(
    '.template/manifest.json',
  );
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: /^Pull request/ });
  await expect(link).toBeVisible({ timeout: 90_000 });
  await expect(
    page.getByText('both changed the same lines').first(),
  ).toBeVisible();
  await expectAccessible(page);

  // Nothing is lost on the branch, and the base is as it was.
  expect(await repository.head()).toBe(before);
  expect(await repository.read('deployment.yaml')).toContain('replicas: 6');
  expect(await repository.read('index.html', BRANCH)).toContain('Half price');
  const nginx = await repository.read('nginx.conf', BRANCH);
  expect(nginx).toContain('expires 1h');
  expect(nginx).toContain('nosniff');
  expect(nginx).not.toContain('<<<<<<<');
  expect(await repository.read('robots.txt', BRANCH)).toContain('/healthz');
  expect(await repository.read('security.txt', BRANCH)).toContain('Contact');
  expect(await repository.read('browserconfig.xml', BRANCH)).toBeUndefined();
  await expectConflictIn(await repository.read('deployment.yaml', BRANCH));

  // The pull request says what is to be decided, and leads there.
  const host = await openGitPages(browser);
  await host.goto(String(await link.getAttribute('href')));
  await expect(
    host.getByRole('heading', { name: /Upgrade landing-page from 1.0.0/ }),
  ).toBeVisible();
  await expect(
    host.getByText(/deployment.yaml: both changed the same lines/),
  ).toBeVisible();
  const state = host.getByRole('region', { name: 'State' });
  await expect(state).toContainText('To decide before merging');
  await state.getByRole('link', { name: /^deployment.yaml, line/ }).click();
  const changes = host.getByRole('region', {
    name: 'Changes of deployment.yaml',
  });
  await expect(changes).toBeInViewport();
  await expect(changes).toContainText('replicas: 6');
  await expect(changes).toContainText('replicas: 3');
  await expectAccessible(host);
  await host.setViewportSize({ width: 768, height: 900 });
  await expectToFit(host);

  // Until then the portal leads there, and opens no second one.
  await page.goto('/templates');
  await expect(
    rowOf(page).getByRole('link', { name: /^A pull request is open/ }),
  ).toHaveAttribute('href', /\/pull\/1$/, { timeout: READ });
  await expect(
    rowOf(page).getByRole('link', { name: /^Upgrade…/ }),
  ).toHaveCount(0);
  await expectAccessible(page);

  // Whoever decides finishes it, and the portal knows.
  await repository.edit(
    'deployment.yaml',
    text => text.replace(/<{7}[^]*>{7} .*\n/, '  replicas: 6\n'),
    BRANCH,
  );
  await host.reload();
  await expect(state).toContainText('Can be merged');
  const merge = await repository.call('PUT', '/pulls/1/merge');
  expect(merge.status).toBe(200);
  await host.reload();
  await expect(state).toContainText('Merged');
  await host.context().close();
  await page.goto('/templates');
  await expect(rowOf(page)).toContainText('1.1.0, newest', { timeout: READ });
  await expect(
    rowOf(page).getByRole('link', { name: /^Upgrade…/ }),
  ).toHaveCount(0);
});
