import { render, screen } from '@testing-library/react';
import { ImageName } from './ImageName';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('ImageName', () => {
  it('shortens a digest, and has all of it on hover', () => {
    const image = `ghcr.io/shop/core@${DIGEST}`;
    render(<ImageName image={image} />);
    expect(screen.getByTitle(image)).toHaveTextContent(
      /^ghcr\.io\/shop\/core@sha256:0123456789ab…$/,
    );
  });

  it('leaves a tag as it is', () => {
    render(<ImageName image="ghcr.io/shop/core:1.4.2" />);
    expect(screen.getByText('ghcr.io/shop/core:1.4.2')).toBeVisible();
  });
});
