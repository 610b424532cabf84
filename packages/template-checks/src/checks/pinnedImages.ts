import { operandsOf, Program } from './shellPrograms';

/**
 * What the variables of a script are set to, and `matrix.…` of its job, where that is
 * known without a run: each with all that it may be.
 */
export type Values = ReadonlyMap<string, readonly string[]>;

const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** What a run computes, as an image that it builds, or the digest of one. */
const COMPUTED = /(?:^|@)(?:\$\{\{[^]*\}\}|\$\{?\w+\}?|\$\(\))$/;
const VARIABLE = /(\$\{\{[^]*?\}\}|\$\{?\w+\}?)/;
const DOCKER = /^(?:docker|podman|nerdctl)$/;
const DOCKER_FLAGS =
  /^--(?:detach|interactive|tty|publish-all|rm|init|privileged|read-only|no-healthcheck|oom-kill-disable|sig-proxy|disable-content-trust|quiet|all-tags|debug|tls|tlsverify|help)$/;

/** Whether an image is that of a digest, whatever the variables in its name may be. */
export function isPinnedImage(image: string, values: Values): boolean {
  return expand(image, values).every(
    each => DIGEST.test(each) || COMPUTED.test(each),
  );
}

/** All that a text may be, with the values that are known; a thousand of them are enough. */
export function expand(text: string, values: Values): string[] {
  return text.split(VARIABLE).reduce<string[]>(
    (texts, part) => {
      const name = /^\$\{\{\s*(?:env\.)?([\w.-]+)\s*\}\}$|^\$\{?(\w+)\}?$/.exec(
        part,
      );
      const known = values.get(name?.[1] ?? name?.[2] ?? '') ?? [part];
      return texts
        .flatMap(before => known.map(value => before + value))
        .slice(0, 1000);
    },
    [''],
  );
}

/** The image that a command brings along. */
export function imageOf({ name, args }: Program): string | undefined {
  if (!DOCKER.test(name)) {
    return undefined;
  }
  // An array has options in it, as a rule.
  const operands = operandsOf(args, takesValue).filter(
    operand => !/^\$\{\w+\[@\]\}$/.test(operand),
  );
  const [verb, image] = /^(?:container|image)$/.test(operands[0] ?? '')
    ? operands.slice(1)
    : operands;
  return /^(?:run|create|pull)$/.test(verb ?? '') ? image : undefined;
}

/** All options do but for these; of one letter, the last in the word. */
function takesValue(option: string) {
  return option.startsWith('--')
    ? !DOCKER_FLAGS.test(option)
    : /^-[dDitPq]*[^-dDitPq]$/.test(option);
}
