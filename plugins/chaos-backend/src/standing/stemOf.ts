/** Of a name, so that a Workflow can run again while the last one is there. */
const NAME_LENGTH = 41;

/** A name of those that the portal takes: others may have dots, and be longer. */
export function stemOf(name: string): string {
  return name.replaceAll('.', '-').slice(0, NAME_LENGTH).replace(/-+$/, '');
}
