import { type components } from './schema/openapi.generated';

/** What a template makes of some values. @public */
export type RenderedTemplate = components['schemas']['RenderedTemplate'];

/** A file that a template makes. @public */
export type RenderedTemplateFile = components['schemas']['RenderedFile'];

/** A line of the log of a rendering. @public */
export type RenderLogLine = components['schemas']['RenderLogLine'];

/** One reason why a form does not take the values. @public */
export type RenderRefusal = components['schemas']['RenderRefusal'];

/** What templates rendered into the repositories of the catalog. @public */
export type TemplateRenderings = components['schemas']['TemplateRenderings'];

/** What a template rendered into one repository. @public */
export type TemplateRendering = components['schemas']['TemplateRendering'];

/** A template that says what its versions changed. @public */
export type TemplateVersions = components['schemas']['TemplateVersions'];

/** A repository that could not be read. @public */
export type UnansweredRepository =
  components['schemas']['UnansweredRepository'];
