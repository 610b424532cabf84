import { InputError } from '@backstage/errors';

/**
 * The words of a name in any of the usual spellings: order-service,
 * order_service, orderService, "Order service".
 */
export function wordsOf(filter: string, value: unknown): string[] {
  const text = requireText(filter, value);
  if (!/^[A-Za-z0-9]+(?:[-_ .]?[A-Za-z0-9]+)*$/.test(text)) {
    throw new InputError(
      `${filter} needs a name of Latin letters and digits, got ${JSON.stringify(
        text,
      )}`,
    );
  }
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[-_ .]/);
}

/** An undefined value would otherwise become an empty string without a word. */
export function requireText(filter: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new InputError(
      `${filter} needs a string, got ${
        value === undefined ? 'nothing' : typeof value
      }`,
    );
  }
  return value;
}
