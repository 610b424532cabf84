/** Hands a text to the browser as a YAML file. */
export function saveYaml(fileName: string, yaml: string): void {
  const url = URL.createObjectURL(
    new Blob([yaml], { type: 'application/yaml;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
