/**
 * What is wrong with an object, and in which field.
 *
 * @public
 */
export type ChaosProblem = {
  /** For example `spec.value`. */
  field: string;
  message: string;
};

export function invalid(
  field: string,
  value: unknown,
  why: string,
): ChaosProblem {
  const shown = value === undefined ? 'null' : JSON.stringify(value);
  return { field, message: `Invalid value: ${shown}: ${why}` };
}

/** Why a text is not what a function reads; undefined where it is. */
export function whyNot(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Reads an integer as Go's `strconv.Atoi` does. */
export function parseInteger(text: string): number {
  if (!/^[-+]?\d+$/.test(text)) {
    throw new Error(
      `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

/** Problems of a spec that stands elsewhere than at `spec`. */
export function moved(problems: ChaosProblem[], path: string): ChaosProblem[] {
  return problems.map(({ field, message }) => ({
    field: field.replace(/^spec\b/, path),
    message,
  }));
}
