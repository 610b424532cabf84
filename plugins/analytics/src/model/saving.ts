import { type DashboardDetails } from '@shop-platform/backstage-plugin-analytics-common';
import { keepText } from '@shop-platform/ui-kit';

/**
 * The form that makes a pull request of a file, filled in. The text is kept in the
 * tab, because few dashboards are short enough for an address that a server takes
 * when the form is loaded again. Where a browser keeps nothing, the address has it
 * all the same: one gets there within the browser.
 */
export function saveFormUrl(
  form: string,
  yaml: string,
  place: NonNullable<DashboardDetails['source']['saveTo']>,
): string {
  // The form takes no text that may have been cut off.
  const text = `${yaml.trimEnd()}\n`;
  const formData = JSON.stringify({
    repoUrl: place.repoUrl,
    path: place.path,
    dashboard: keepText(text) ?? text,
  });
  return `${form}?${new URLSearchParams({ formData })}`;
}
