/**
 * On a template that is rendered for others: their refs, the outermost first,
 * with spaces between them. A step that renders passes them on, so that a
 * template made of itself is refused instead of rendered for ever.
 *
 * @public
 */
export const RENDERED_WITHIN_ANNOTATION = 'shop-platform.io/rendered-within';
