const STORAGE_KEY = 'shop-platform.sign-in';

/**
 * The last choice, kept for this tab: a reload goes on as the same person, a
 * new session of the browser asks again.
 */
export const rememberedChoice = {
  get: (): string | undefined =>
    window.sessionStorage.getItem(STORAGE_KEY) ?? undefined,
  set: (optionKey: string): void =>
    window.sessionStorage.setItem(STORAGE_KEY, optionKey),
  forget: (): void => window.sessionStorage.removeItem(STORAGE_KEY),
};
