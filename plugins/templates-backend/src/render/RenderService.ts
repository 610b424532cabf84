import {
  type RenderedTemplate,
  type RenderTemplateRequest,
} from '@shop-platform/backstage-plugin-templates-common';
import { type Call } from '@shop-platform/backstage-plugin-platform-node';

/** Renders templates of the catalog. */
export interface RenderService {
  /**
   * What a template makes of some values.
   *
   * @throws TemplateRefusedError for values that the form does not take
   */
  render(request: RenderTemplateRequest, call: Call): Promise<RenderedTemplate>;
}
