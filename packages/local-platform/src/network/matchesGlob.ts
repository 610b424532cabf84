/** `*` stands for anything, also nothing and slashes; `?` for one character. */
export function matchesGlob(pattern: string, text: string): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  for (let index = 0; index < text.length; ) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (
      at < pattern.length &&
      (pattern[at] === '?' || pattern[at] === text[index])
    ) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
