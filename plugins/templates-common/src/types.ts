import { type components } from './schema/openapi.generated';

/** What a template makes of some values. @public */
export type RenderedTemplate = components['schemas']['RenderedTemplate'];

/** A file that a template makes. @public */
export type RenderedTemplateFile = components['schemas']['RenderedFile'];

/** A line of the log of a rendering. @public */
export type RenderLogLine = components['schemas']['RenderLogLine'];

/** One reason why a form does not take the values. @public */
export type RenderRefusal = components['schemas']['RenderRefusal'];
