import {
  type DashboardParameter,
  type ParameterValues,
} from '@shop-platform/backstage-plugin-analytics-common';

/** The parameters of a dashboard stand in its link with this before their names. */
const PREFIX = 'p.';

function valueOf(
  text: string,
  type: DashboardParameter['type'],
): string | number | boolean {
  if (type === 'boolean') {
    return text === 'true';
  }
  // Digits that a number would lose stay text; the back end takes both.
  return type === 'number' && Number.isSafeInteger(Number(text))
    ? Number(text)
    : text;
}

/** What a link says of a parameter, as text. */
export function statedTexts(link: URLSearchParams, name: string): string[] {
  return link.getAll(`${PREFIX}${name}`).filter(text => text !== '');
}

/** The defaults of a parameter, as text. */
export function defaultTexts(parameter: DashboardParameter): string[] {
  const { default: preset } = parameter;
  return preset === undefined ? [] : [preset].flat().map(String);
}

/** The parameters that a link states; what it leaves out has its default. */
export function readParameters(
  link: URLSearchParams,
  parameters: readonly DashboardParameter[],
): ParameterValues {
  const values: ParameterValues = {};
  for (const { name, type, multiple } of parameters) {
    const texts = statedTexts(link, name);
    const [first] = texts;
    if (first !== undefined) {
      values[name] = multiple
        ? texts.map(text => valueOf(text, type))
        : valueOf(first, type);
    }
  }
  return values;
}

/** Writes a parameter into a link. */
export function writeParameter(
  link: URLSearchParams,
  name: string,
  texts: readonly string[],
): void {
  link.delete(`${PREFIX}${name}`);
  texts
    .filter(text => text !== '')
    .forEach(text => link.append(`${PREFIX}${name}`, text));
}

/** Parameters as a link to another dashboard has them. */
export function parameterLink(values: ParameterValues): URLSearchParams {
  const link = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    writeParameter(link, name, [value].flat().map(String));
  }
  return link;
}
