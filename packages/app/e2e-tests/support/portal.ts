import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Page } from '@playwright/test';

export const people = {
  'platform-engineer': /Olena Kovalenko/,
  developer: /Taras Melnyk/,
  viewer: /Iryna Shevchuk/,
  guest: /Guest|Гість/,
} as const;

export type Person = keyof typeof people;
export type Theme = 'light' | 'dark';
export type Language = 'en' | 'uk';

/** The defaults are light and English. */
type Look = { theme?: Theme; language?: Language };

/** How the portal names a way to sign in. */
const signInOf = (person: Person) =>
  person === 'guest' ? person : `persona:${person}`;

/** The portal as its users meet it: the sign-in page, the theme, the language. */
export class Portal {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the sign-in page. */
  async open(look: Look = {}) {
    await this.#remember(look);
    await this.page.goto('/');
  }

  /**
   * Opens a page in a tab where the person has signed in before: what a test is
   * not about, it does not load.
   */
  async openAs(person: Person, path: string, look: Look = {}) {
    await this.#remember(look, person);
    await this.page.goto(path);
  }

  /** As {@link Portal.openAs}, until the page shows what makes it that page. */
  async visitAs(
    person: Person,
    path: string,
    shows: string | RegExp,
    look: Look = {},
  ) {
    await this.#remember(look, person);
    await this.visit(path, shows);
  }

  /** What the browser keeps of somebody who chose it before. */
  async #remember(look: Look, person?: Person) {
    const { theme = 'light', language = 'en' } = look;
    await this.page.addInitScript(
      choice => {
        window.localStorage.setItem('theme', choice.theme);
        window.localStorage.setItem('language', choice.language);
        if (choice.signIn) {
          window.sessionStorage.setItem('shop-platform.sign-in', choice.signIn);
        }
      },
      { theme, language, signIn: person && signInOf(person) },
    );
  }

  async signInAs(person: Person) {
    await this.page.getByRole('button', { name: people[person] }).click();
    await this.expectSignedIn();
  }

  async expectSignedIn() {
    await expect(
      this.page
        .getByRole('link', { name: /^(Settings|Налаштування)$/ })
        .first(),
    ).toBeVisible();
  }

  /**
   * Goes to a page and waits until it shows what makes it that page. Backstage's
   * reader of documentation now and then goes on checking for a newer build after
   * it has shown the page; whoever meets that loads the page again.
   */
  async visit(path: string, shows: string | RegExp) {
    await expect(async () => {
      await this.page.goto(path);
      await expect(
        this.page.getByText(shows).filter({ visible: true }).first(),
      ).toBeVisible();
      await expect(
        this.page.getByRole('progressbar').filter({ visible: true }),
      ).toHaveCount(0);
    }).toPass({ timeout: 100_000 });
  }
}

/** A tab of an entity page; the sidebar may have a link of the same name. */
export const openTab = (page: Page, name: string) =>
  page
    .getByRole('main')
    .getByRole('link', { name, exact: true })
    .first()
    .click();

/** The data folder of the platform under test. */
export function dataFolder(): string {
  const folder = process.env.SHOP_PLATFORM_DATA;
  if (!folder) {
    throw new Error('SHOP_PLATFORM_DATA is not set: run npm test');
  }
  return folder;
}

/** The addresses of the platform under test, credentials included. */
export function endpoints(): Record<string, string> {
  return JSON.parse(readFileSync(join(dataFolder(), 'endpoints.json'), 'utf8'));
}

/** The process id of a part of the platform under test. */
export function processId(name: string): number {
  const record = readFileSync(
    join(dataFolder(), 'run', `${name}.process.json`),
    'utf8',
  );
  return JSON.parse(record).pid;
}

/** Kills a part of the platform, as a crash would. */
export function kill(name: string): void {
  execFileSync('kill', ['-9', String(processId(name))]);
}
