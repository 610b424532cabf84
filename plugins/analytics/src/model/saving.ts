import { type DashboardDetails } from '@shop-platform/backstage-plugin-analytics-common';

/**
 * The form that makes a pull request of a file, filled in. However long the text
 * is: one gets there within the browser. A reload asks the server, which may refuse
 * so long an address; then one goes back, where the text still is.
 */
export function saveFormUrl(
  form: string,
  yaml: string,
  place: NonNullable<DashboardDetails['source']['saveTo']>,
): string {
  const formData = JSON.stringify({
    repoUrl: place.repoUrl,
    path: place.path,
    // The form takes no text that may have been cut off.
    dashboard: `${yaml.trimEnd()}\n`,
  });
  return `${form}?${new URLSearchParams({ formData })}`;
}
