import { type ChaosPresets } from '@shop-platform/backstage-plugin-chaos-common';
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

/** What to fill into the form of the template. */
type SaveForm = { repoUrl?: string; path: string; experiment?: string };

/**
 * The form that makes a pull request, filled in; without the text where that makes
 * the address too long, to be pasted.
 */
export function saveFormUrl(
  form: string,
  text: string,
  place?: ChaosPresets['saveTo'],
): string {
  const filled: SaveForm = {
    ...(place && { repoUrl: place.repoUrl }),
    path: `${place?.folder ?? 'chaos'}/${fileNameOf(text)}`,
  };
  const urlOf = (values: SaveForm) =>
    `${form}?${new URLSearchParams({ formData: JSON.stringify(values) })}`;
  // The form takes no text that may have been cut off.
  const whole = urlOf({ ...filled, experiment: `${text.trimEnd()}\n` });
  return whole.length <= MAX_URL ? whole : urlOf(filled);
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
