/**
 * Commands that bring a program along whose content nobody has written down: what
 * comes under a name or a version today may be something else tomorrow.
 */
const LOOSE: ReadonlyArray<{ pattern: RegExp; instead: string }> = [
  {
    // Without a version it is what a go.mod requires, by its sums.
    pattern: /\bgo\s+(?:install|run|get)\s(?:\S+\s+)*?[\w-]+\.\w+\/\S*@\S+/,
    instead: 'go tool -modfile=tools.mod, with its sums',
  },
  {
    pattern: /\bpip3?\s+install\s(?!.*--require-hashes).*|\b(?:pipx|uvx)\s.*/,
    instead: 'pip install --require-hashes',
  },
  {
    pattern:
      /\bnpx\s+(?!--no\b|--no-install\b).*|\b(?:bunx|yarn\s+dlx|pnpm\s+dlx|npm\s+exec)\s.*|\bnpm\s+(?:i|install|add)\s+(?:-\S+\s+)*[@a-z]\S*/,
    instead: 'npm ci, with a lockfile',
  },
  {
    pattern: /\b(?:cargo|gem)\s+install\s.*/,
    instead: 'an image by its digest',
  },
  {
    pattern: /\bsemgrep\s.*?(?:--config|-c)[=\s]+["']?(?:auto\b|[prs]\/\S+)/,
    instead: 'rules in files, or those of a repository at a commit',
  },
  {
    pattern: /\b(?:curl|wget)\s.*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/,
    instead: 'a file whose sha256 is compared',
  },
];

/** What is kept: as a file, or unpacked. Answers that are only read bring nothing along. */
const KEEPS =
  /\bcurl\s(?:.*\s)?(?:-[a-zA-Z]*[oO]|--output|--remote-name)\b(?!\s*=?\s*\/dev\/null)|\bcurl\s.*\|\s*tar\b|\bwget\s(?!.*(?:-q?O\s*-|--spider))/;
const COMPARES = /\bsha(?:256|512)sum\s+(?:\S+\s+)*?(?:--check|-c)(?=\s|$)/m;
const RUNS_IMAGE = /\bdocker\s+(?:run|pull)\s+(.*)$/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const VARIABLE = /^\$\{?(\w+)\}?$/;

type Loose = { line: number; message: string };

/**
 * The tools that a step's script brings along without saying what they have to be.
 *
 * @param values - of the variables that the workflow sets itself
 */
export function findLooseTools(
  script: string,
  values: ReadonlyMap<string, string>,
): Loose[] {
  const comparesHash = COMPARES.test(script);
  return readCommands(script).flatMap(({ line, command }) => {
    const found = LOOSE.flatMap(({ pattern, instead }) => {
      const name = pattern.exec(command)?.[0].trim();
      return name
        ? [`${name} is not pinned by its content: ${instead} is`]
        : [];
    });
    if (found.length === 0 && KEEPS.test(command) && !comparesHash) {
      found.push('What is fetched is kept, and compared with no sha256');
    }
    const image = RUNS_IMAGE.exec(command)?.[1];
    if (image && !namesDigest(image, values)) {
      found.push(`docker ${image} names no image by its digest`);
    }
    return found.map(message => ({ line, message }));
  });
}

/** Whether the image of a job or of its service is that of a digest. */
export function isPinnedImage(image: string): boolean {
  return DIGEST.test(image) || image.startsWith('${{');
}

/** Which argument is the image takes knowing all options; no other looks like a digest. */
function namesDigest(text: string, values: ReadonlyMap<string, string>) {
  return text.split(/\s+/).some(argument => {
    const word = argument.replace(/^["']|["']$/g, '');
    const name = VARIABLE.exec(word)?.[1];
    const value = name ? values.get(name) : word;
    // What the script itself puts into a variable is what it has built.
    return value === undefined || isPinnedImage(value);
  });
}

/** The lines without comments, and those that go on as one. */
function readCommands(script: string) {
  const commands: Array<{ line: number; command: string }> = [];
  let goesOn = false;
  for (const [line, text] of script.split('\n').entries()) {
    const trimmed = text.trim();
    if (trimmed.startsWith('#')) {
      continue;
    }
    const last = commands.at(-1);
    const part = trimmed.replace(/\s*\\$/, '');
    if (goesOn && last) {
      last.command += ` ${part}`;
    } else {
      commands.push({ line, command: part });
    }
    goesOn = trimmed.endsWith('\\');
  }
  return commands;
}
