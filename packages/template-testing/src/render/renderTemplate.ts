import { Rendered, RenderOptions } from '../types';
import { TemplateRenderer } from './TemplateRenderer';

/**
 * Renders a template through the scaffolder's dry run. Many renderings are
 * faster with a {@link TemplateRenderer} of their own, which starts once.
 *
 * @public
 */
export async function renderTemplate(
  options: RenderOptions & { renderer?: TemplateRenderer },
): Promise<Rendered> {
  if (options.renderer) {
    return options.renderer.render(options);
  }
  const renderer = await TemplateRenderer.start();
  try {
    return await renderer.render(options);
  } finally {
    await renderer.stop();
  }
}
