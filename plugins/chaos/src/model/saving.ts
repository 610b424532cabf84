import { isCollection, parseDocument } from 'yaml';

/** Longer addresses are refused on the way. */
const MAX_URL = 7_500;

/** `payments-delay.yaml`, by the name of the experiment. */
export function fileNameOf(text: string): string {
  const document = parseDocument(text);
  const name: unknown =
    document.errors.length === 0 && isCollection(document.contents)
      ? document.getIn(['metadata', 'name'])
      : undefined;
  return typeof name === 'string' && /^[a-z0-9][-a-z0-9.]*$/.test(name)
    ? `${name}.yaml`
    : 'experiment.yaml';
}

/**
 * Where a file is begun with a text in it; without the text where that makes the
 * address too long, to be pasted.
 */
export function proposalUrl(
  saveUrl: string,
  fileName: string,
  text: string,
): string {
  const whole = `${saveUrl}?${new URLSearchParams({
    filename: fileName,
    value: text,
  })}`;
  return whole.length <= MAX_URL
    ? whole
    : `${saveUrl}?${new URLSearchParams({ filename: fileName })}`;
}
