/** An error as the system has it, by its code. */
export function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
