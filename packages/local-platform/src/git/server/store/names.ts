/** Names as GitHub takes them: they become folder names, so nothing else may pass. */
const REPOSITORY_NAME = /^[A-Za-z0-9._-]{1,100}$/;
const OBJECT_ID = /^[0-9a-f]{40}$/;
/** What stands in the place of an object that is not there. */
export const NO_OBJECT = '0'.repeat(40);

export function isRepositoryName(name: string): boolean {
  return (
    REPOSITORY_NAME.test(name) &&
    name !== '.' &&
    name !== '..' &&
    !/\.(git|wiki|new|old)$/i.test(name)
  );
}

export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** The rules of `git check-ref-format`, for names below `refs/heads/` and `refs/tags/`. */
export function isWritableRef(name: string): boolean {
  return (
    /^refs\/(heads|tags)\/./.test(name) &&
    name.length <= 250 &&
    !hasControlCharacter(name) &&
    !/[ ~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$/.test(name) &&
    name
      .split('/')
      .every(
        part => part !== '' && !part.startsWith('.') && !/\.lock$/i.test(part),
      )
  );
}

/** Whether a tree may hold an entry of this name: one that cannot leave the folder it is checked out to. */
export function isEntryName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !/[/\0]/.test(name) &&
    !/^\.git$/i.test(name)
  );
}

function hasControlCharacter(text: string): boolean {
  return [...text].some(character => character < ' ' || character === '\x7f');
}
