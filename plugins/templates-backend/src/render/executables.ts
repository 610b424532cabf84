import { type TemplateFile } from './TemplateFolder';

/**
 * Which rendered files come from an executable one. A dry run is sent contents
 * without modes; a real run copies the mode along with the file.
 */
export function createExecutableTest(
  files: readonly TemplateFile[],
  folders: readonly string[],
) {
  const patterns = files
    .filter(({ executable }) => executable)
    .map(({ path }) => {
      // What is below the folder that a step takes lands somewhere; where no step
      // names it, that is the first one.
      const folder =
        folders.find(taken => path.startsWith(`${taken}/`)) ??
        path.slice(0, path.indexOf('/'));
      const landing = path.slice(folder.length + 1).replace(/\.njk$/, '');
      const literals = landing
        .split(/\$\{\{.*?\}\}/)
        .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`(^|/)${literals.join('[^/]+')}$`);
    });
  return (path: string) => patterns.some(pattern => pattern.test(path));
}
