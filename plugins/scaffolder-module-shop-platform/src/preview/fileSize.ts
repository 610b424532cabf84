import { type RenderedTemplateFile } from '@shop-platform/backstage-plugin-templates-common';

/** How many lines a text has, the last one with or without its end. */
export function countLines(text: string): number {
  const ends = text.split('\n').length - 1;
  return text === '' || text.endsWith('\n') ? ends : ends + 1;
}

/** How many bytes a file has. */
export function sizeOf({ content, encoding }: RenderedTemplateFile): number {
  if (encoding === 'utf8') {
    return new Blob([content]).size;
  }
  const padding = /=*$/.exec(content)?.[0].length ?? 0;
  return (content.length * 3) / 4 - padding;
}
