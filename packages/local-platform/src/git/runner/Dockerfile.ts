/** What an image needs to know to be started. */
export type ImageConfig = {
  command: string[];
  env: Record<string, string>;
  port: number | undefined;
};

/**
 * Reads from a Dockerfile how its image is started: `CMD`, `ENTRYPOINT`, `ENV` and
 * `EXPOSE` of the last stage. What a build would run is not read.
 */
export function parseDockerfile(text: string): ImageConfig {
  let config: ImageConfig = { command: [], env: {}, port: undefined };
  let entrypoint: string[] = [];
  for (const line of joinLines(text)) {
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    switch (word.toUpperCase()) {
      case 'FROM':
        config = { command: [], env: {}, port: undefined };
        entrypoint = [];
        break;
      case 'ENV':
        config.env = { ...config.env, ...parseEnv(rest) };
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

function parseEnv(rest: string): Record<string, string> {
  const pair = /([A-Za-z_][A-Za-z0-9_]*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g;
  const pairs = [...rest.matchAll(pair)];
  if (pairs.length > 0) {
    return Object.fromEntries(
      pairs.map(([, name, value]) => [name, unquote(value)]),
    );
  }
  const [, name, value] = /^(\S+)\s+(.*)$/.exec(rest.trim()) ?? [];
  return name ? { [name]: value } : {};
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
