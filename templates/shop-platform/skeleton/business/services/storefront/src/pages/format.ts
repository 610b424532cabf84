import type { Money } from '../money/Money.ts';
import type { Language } from '../session/visitor.ts';

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  uk: new Intl.NumberFormat('uk-UA', { style: 'currency', currency: 'UAH' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'UAH' }),
};

export function formatMoney(language: Language, { amount }: Money): string {
  return formats[language].format(amount / 100);
}

/** The English text where it is asked for and there is one. */
export function localized(
  { language }: { language: Language },
  ukrainian: string,
  english: string | undefined,
): string {
  return language === 'en' ? english ?? ukrainian : ukrainian;
}
