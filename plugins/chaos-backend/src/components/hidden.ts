/** How a component is called that a person may not see. */
export const HIDDEN = 'a component that you may not see';
