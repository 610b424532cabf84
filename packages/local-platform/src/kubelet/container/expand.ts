/** `$(NAME)` is what is known by the name, `$$` a dollar sign; what is unknown stays. */
export function expand(value: string, known: Record<string, string>): string {
  return value.replace(/\$\$|\$\(([^)]+)\)/g, (text, name?: string) => {
    if (name === undefined) {
      return '$';
    }
    return Object.hasOwn(known, name) ? known[name] : text;
  });
}
