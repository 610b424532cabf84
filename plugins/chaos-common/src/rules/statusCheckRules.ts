import { parseDuration } from '../duration';
import { statusCheckSpecSchema } from '../model/objects';
import { ChaosProblem, invalid, parseInteger, whyNot } from './problem';

/** The rules of the webhook for the spec of a StatusCheck that stands at a path. */
export function checkStatusCheckSpec(
  given: unknown,
  path: string,
): ChaosProblem[] {
  const spec = statusCheckSpecSchema.safeParse(given).data;
  if (!spec) {
    return [invalid(path, given, 'the value of the status check is required')];
  }
  const { type, http, duration } = spec;
  const why = duration ? whyNot(() => parseDuration(duration)) : undefined;
  return [
    ...(why
      ? [
          invalid(
            `${path}.duration`,
            duration,
            `parse duration field error: ${why}`,
          ),
        ]
      : []),
    ...(type === 'HTTP'
      ? checkHttp(http, `${path}.http`)
      : [invalid(`${path}.type`, type, `unrecognized type: ${type}`)]),
  ];
}

type Http = NonNullable<ReturnType<typeof statusCheckSpecSchema.parse>['http']>;

function checkHttp(http: Http | undefined, path: string): ChaosProblem[] {
  if (!http) {
    return [invalid(path, http, 'the detail of http status check is required')];
  }
  const { url, criteria } = http;
  const why = whyNot(() => parseStatusCodes(criteria.statusCode));
  return [
    ...checkUrl(url, `${path}.url`),
    ...(why
      ? [
          invalid(
            `${path}.criteria.statusCode`,
            criteria.statusCode,
            criteria.statusCode === ''
              ? why
              : `incorrect status code format: ${why}`,
          ),
        ]
      : []),
  ];
}

function checkUrl(url: string, field: string): ChaosProblem[] {
  if (url === '') {
    return [invalid(field, url, 'request url is required')];
  }
  return URL.canParse(url)
    ? []
    : [invalid(field, url, 'invalid http request url')];
}

/**
 * Reads the status codes that a StatusCheck expects: `200`, or `200-299`.
 *
 * @param text - the field `statusCode`
 * @returns the first and the last of them
 * @throws an error that says what is wrong
 * @public
 */
export function parseStatusCodes(text: string): {
  first: number;
  last: number;
} {
  if (text === '') {
    throw new Error('status code is required');
  }
  if (/^[-+]?\d+$/.test(text)) {
    const code = Number(text);
    if (!isStatusCode(code)) {
      throw new Error('invalid status code');
    }
    return { first: code, last: code };
  }
  const dash = text.indexOf('-');
  if (dash < 0) {
    throw new Error('not a single number or a range');
  }
  const [first, last] = [text.slice(0, dash), text.slice(dash + 1)].map(
    part => {
      const code = parseInteger(part);
      if (!isStatusCode(code)) {
        throw new Error(`invalid status code range, code: ${code}`);
      }
      return code;
    },
  );
  return { first, last };
}

function isStatusCode(code: number): boolean {
  return code > 0 && code < 1000;
}
