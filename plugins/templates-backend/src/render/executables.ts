import { type TemplateFile } from './TemplateFolder';

/**
 * Which rendered files come from an executable one. A dry run is sent contents
 * without modes; a real run copies the mode along with the file.
 */
export function createExecutableTest(files: readonly TemplateFile[]) {
  const patterns = files
    .filter(({ executable }) => executable)
    .map(({ path }) => {
      // The first folder is the one that a step takes: what is below it lands somewhere.
      const landing = path.slice(path.indexOf('/') + 1).replace(/\.njk$/, '');
      const literals = landing
        .split(/\$\{\{.*?\}\}/)
        .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`(^|/)${literals.join('[^/]+')}$`);
    });
  return (path: string) => patterns.some(pattern => pattern.test(path));
}
