/**
 * One file of a rendering.
 *
 * @public
 */
export type RenderedFile = {
  /** Relative to the project's root, with forward slashes. */
  path: string;
  content: Buffer;
  executable: boolean;
};

/**
 * The files of a project, or of the part of one that was rendered.
 *
 * @public
 */
export type RenderedFiles = {
  /** In the order of their paths. */
  files: RenderedFile[];
};

/**
 * Something that is wrong with a template, or with what it renders.
 *
 * @public
 */
export type Finding = {
  /** The file concerned, with the line wherever a rendering is checked: `src/main.ts:12`. */
  where: string;
  message: string;
};

/**
 * What the checks cannot read off the files.
 *
 * @public
 */
export type CheckOptions = {
  /** Tells the files that were copied as they are, expressions included; none by default. */
  isCopied?: (path: string) => boolean;
  /** The services that experiments may hit; any by default. */
  services?: readonly string[];
};
