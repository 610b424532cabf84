import { type DashboardText } from '@shop-platform/backstage-plugin-analytics-common';

/** The text of a file in the language of the reader, or else in English. */
export function textOf(text: DashboardText, locale: string): string {
  if (typeof text === 'string') {
    return text;
  }
  return locale.startsWith('uk') ? text.uk ?? text.en : text.en;
}
