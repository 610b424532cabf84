/** What an image needs to know to be started. */
export type ImageConfig = {
  command: string[];
  env: Record<string, string>;
  port: number | undefined;
};

/**
 * Reads from a Dockerfile how its image is started: `CMD`, `ENTRYPOINT`, `ENV` and
 * `EXPOSE` of the last stage. What a build would run is not read.
 *
 * @param args - the values of `ARG`s, as `docker build --build-arg` takes them
 */
export function parseDockerfile(
  text: string,
  args: Record<string, string> = {},
): ImageConfig {
  let config: ImageConfig = { command: [], env: {}, port: undefined };
  let entrypoint: string[] = [];
  let values: Record<string, string> = {};
  for (const line of joinLines(text)) {
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    switch (word.toUpperCase()) {
      case 'FROM':
        config = { command: [], env: {}, port: undefined };
        entrypoint = [];
        values = {};
        break;
      case 'ARG':
        values = { ...values, ...parseArg(rest, args) };
        break;
      case 'ENV':
        config.env = {
          ...config.env,
          ...parseEnv(rest, { ...values, ...config.env }),
        };
        break;
      case 'EXPOSE':
        config.port ??= parsePort(rest);
        break;
      case 'CMD':
        config.command = parseCommand(rest);
        break;
      case 'ENTRYPOINT':
        entrypoint = parseCommand(rest);
        break;
      default:
    }
  }
  return { ...config, command: [...entrypoint, ...config.command] };
}

/** Comments go, and lines that end with a backslash go on. */
function joinLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\[ \t]*\n/g, ' ')
    .split('\n');
}

function parseArg(
  rest: string,
  args: Record<string, string>,
): Record<string, string> {
  const [, name = '', value] = /^(\w+)(?:=(.*))?$/.exec(rest.trim()) ?? [];
  const given = args[name] ?? (value && unquote(value));
  return given === undefined ? {} : { [name]: given };
}

function parseEnv(
  rest: string,
  values: Record<string, string>,
): Record<string, string> {
  const pair = /([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g;
  const pairs = [...rest.matchAll(pair)];
  if (pairs.length > 0) {
    return Object.fromEntries(
      pairs.map(([, name, value]) => [name, expand(value, values)]),
    );
  }
  const [, name, value] = /^(\S+)\s+(.*)$/.exec(rest.trim()) ?? [];
  return name ? { [name]: expand(value, values) } : {};
}

/** Puts in what `$NAME` and `${NAME}` stand for, except between single quotes. */
function expand(value: string, values: Record<string, string>): string {
  const text = unquote(value);
  return value.startsWith("'")
    ? text
    : text.replace(
        /\$(?:\{(\w+)\}|(\w+))/g,
        (_, braced, plain) => values[braced ?? plain] ?? '',
      );
}

function unquote(value: string): string {
  if (value.startsWith("'")) {
    return value.slice(1, -1);
  }
  return value.startsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, '$1')
    : value;
}

function parsePort(rest: string): number | undefined {
  const port = /^(\d+)/.exec(rest.trim())?.[1];
  return port === undefined ? undefined : Number(port);
}

/** A JSON list is run as it is, everything else by a shell. */
function parseCommand(rest: string): string[] {
  try {
    const words: unknown = JSON.parse(rest);
    if (Array.isArray(words) && words.every(word => typeof word === 'string')) {
      return words;
    }
  } catch {
    // Then it is the form for a shell.
  }
  return ['/bin/sh', '-c', rest.trim()];
}
