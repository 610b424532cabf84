/**
 * What the templates back end and its callers share: the types of the wire and
 * a client.
 *
 * @packageDocumentation
 */
export { RENDERED_WITHIN_ANNOTATION } from './annotations';
export {
  describeProposal,
  fetchTemplateProposals,
  type TemplateProposal,
} from './proposals';
export { getRenderRefusals } from './refusals';
export {
  readTemplateReleases,
  releasesSince,
  type TemplateRelease,
} from './releases';
export {
  createTemplatesClient,
  type RenderTemplateRequest,
  type TemplatesClient,
  type TemplatesClientCallOptions,
  type TemplatesClientOptions,
} from './TemplatesClient';
export type { components, operations, paths } from './schema/openapi.generated';
export type {
  RenderedTemplate,
  RenderedTemplateFile,
  RenderLogLine,
  RenderRefusal,
  TemplateRendering,
  TemplateRenderings,
  TemplateVersions,
  UnansweredRepository,
} from './types';
