export { checkDrift } from './drift/checkDrift';
export type { Difference } from './drift/checkDrift';
export { renderTemplate } from './render/renderTemplate';
export type { ActionDescription, ObjectSchema } from './render/schemas';
export { TemplateRefusedError } from './render/TemplateRefusedError';
export type { Refusal } from './render/TemplateRefusedError';
export { TemplateRenderer } from './render/TemplateRenderer';
export type { Rendered, RenderedFile, RenderOptions } from './types';
