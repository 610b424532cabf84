const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const SERVICE_RULE =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/** How a kind's names are checked: what is wrong with one, or nothing. */
export type NameRule = (name: string) => string | undefined;

function tooLong(limit: number): string {
  return `must be no more than ${limit} bytes`;
}

export const labelName: NameRule = name => {
  if (name.length > 63) {
    return tooLong(63);
  }
  return LABEL.test(name) ? undefined : LABEL_RULE;
};

export const subdomainName: NameRule = name => {
  if (name.length > 253) {
    return tooLong(253);
  }
  return SUBDOMAIN.test(name) ? undefined : SUBDOMAIN_RULE;
};

export const serviceName: NameRule = name => {
  if (name.length > 63) {
    return tooLong(63);
  }
  return /^[a-z]/.test(name) && LABEL.test(name) ? undefined : SERVICE_RULE;
};

/** The names of roles: anything that can be a part of a path. */
export const pathSegmentName: NameRule = name => {
  if (name === '.' || name === '..') {
    return `may not be '${name}'`;
  }
  const sign = ['/', '%'].find(character => name.includes(character));
  return sign ? `may not contain '${sign}'` : undefined;
};

/** What is wrong with the key of a label or an annotation. */
export function checkQualifiedName(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) {
    return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  }
  if (parts.length === 2) {
    const prefix = subdomainName(parts[0]);
    if (prefix) {
      return `prefix part ${prefix}`;
    }
  }
  if (name.length === 0) {
    return 'name part must be non-empty';
  }
  if (name.length > 63) {
    return 'name part must be no more than 63 bytes';
  }
  return QUALIFIED.test(name)
    ? undefined
    : "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
}

/** What is wrong with the value of a label. */
export function checkLabelValue(value: string): string | undefined {
  if (value.length > 63) {
    return tooLong(63);
  }
  return value === '' || QUALIFIED.test(value)
    ? undefined
    : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
}
