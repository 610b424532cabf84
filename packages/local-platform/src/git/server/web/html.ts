import { Answer } from '../http/answers';

/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Builds HTML; everything filled in is escaped unless it is `Html`. */
export function html(
  strings: TemplateStringsArray,
  ...values: (string | number | Html | Html[])[]
): Html {
  const texts = values.map(value => {
    if (value instanceof Html) {
      return value.text;
    }
    return Array.isArray(value)
      ? value.map(({ text }) => text).join('')
      : escape(String(value));
  });
  return new Html(
    strings.map((string, index) => string + (texts[index] ?? '')).join(''),
  );
}

/** A whole page. It may load nothing and run nothing. */
export function page(title: string, content: Html, status = 200): Answer {
  const whole = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          body {
            font: 1rem/1.5 system-ui, sans-serif;
            max-width: 60rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          pre {
            overflow-x: auto;
            font: 0.875rem/1.5 ui-monospace, monospace;
            tab-size: 2;
          }
          ul {
            list-style: none;
            padding: 0;
          }
          details {
            margin: 1rem 0;
          }
          summary {
            overflow-wrap: anywhere;
          }
          .diff {
            overflow-x: auto;
            font: 0.875rem/1.5 ui-monospace, monospace;
            tab-size: 2;
          }
          .diff > div {
            width: max-content;
            min-width: 100%;
          }
          .diff code {
            font: inherit;
            white-space: pre;
          }
          .diff .number {
            display: inline-block;
            width: 5ch;
            text-align: end;
            user-select: none;
          }
          .diff .gap {
            padding-inline-start: 2ch;
          }
          .diff .added {
            background: light-dark(#e3f6e8, #12341f);
          }
          .diff .removed {
            background: light-dark(#fdeaea, #451a1d);
          }
          .diff .undecided {
            background: light-dark(#fff3d1, #473608);
            box-shadow: inset 4px 0 light-dark(#8a6100, #e0a800);
          }
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...protection(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      ),
    },
    body: Buffer.from(whole.text),
  };
}

/** A file as it was pushed: shown as text or downloaded, never run. */
export function raw(content: Buffer): Answer {
  const isText = !content.subarray(0, 8_000).includes(0);
  return {
    status: 200,
    headers: {
      'content-type': isText
        ? 'text/plain; charset=utf-8'
        : 'application/octet-stream',
      ...protection("default-src 'none'; sandbox; frame-ancestors 'none'"),
    },
    body: content,
  };
}

function protection(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
