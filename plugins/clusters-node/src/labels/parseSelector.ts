import { InputError } from '@backstage/errors';

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const KEY = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?`;
const VALUE = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|`;

const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/** Commas within brackets do not separate. */
const SEPARATOR = /,(?![^()]*\))/;

function parseRequirement(text: string): Requirement | undefined {
  const [, setKey, operator, values] = SET.exec(text) ?? [];
  if (setKey !== undefined) {
    const among = new Set(values.split(',').map(value => value.trim()));
    // As Kubernetes has it, notin and != also match what lacks the label.
    return labels =>
      among.has(labels[setKey] ?? '') && setKey in labels
        ? operator === 'in'
        : operator === 'notin';
  }
  const [, key, sign, value] = EQUALITY.exec(text) ?? [];
  if (key !== undefined) {
    return labels => (labels[key] === value) === (sign !== '!=');
  }
  const [, not, existing] = EXISTENCE.exec(text) ?? [];
  return existing === undefined
    ? undefined
    : labels => Object.hasOwn(labels, existing) === (not === '');
}

/**
 * Reads a label selector of Kubernetes: `app=core,tier!=web,env in (a,b),!old`.
 *
 * @returns whether labels satisfy it
 * @throws InputError
 * @public
 */
export function parseSelector(
  selector: string,
): (labels: Record<string, string>) => boolean {
  const requirements = selector.split(SEPARATOR).map(text => {
    const requirement = parseRequirement(text.trim());
    if (!requirement) {
      throw new InputError(
        `'${text.trim()}' in the label selector '${selector}' is not a requirement such as app=core, app!=core, app in (core, web), app or !app`,
      );
    }
    return requirement;
  });
  return labels => requirements.every(matches => matches(labels));
}
