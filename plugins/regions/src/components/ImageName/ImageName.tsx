/** As many digits of a digest as Git and Docker show of one. */
const DIGEST = /(@sha256:[0-9a-f]{12})[0-9a-f]+$/;

/** An image that one can read: of a digest its beginning, all of it on hover. */
export function ImageName({ image }: { image: string }) {
  return <span title={image}>{image.replace(DIGEST, '$1…')}</span>;
}
