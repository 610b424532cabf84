/**
 * The portal's mark: a shop's awning over its two regions. Drawn for a dark
 * ground; `--portal-logo-stripe` recolours its light stripes.
 */
export function Logo({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M4 4h24l3 9H1z" fill="#2a9d8f" />
      <path
        d="M10 4h4l-1 9H7zM18 4h4l3 9h-6z"
        fill="var(--portal-logo-stripe, #e8f5f3)"
      />
      <path
        d="M1 13h6a3 3 0 0 1-6 0zM13 13h6a3 3 0 0 1-6 0zM25 13h6a3 3 0 0 1-6 0z"
        fill="#2a9d8f"
      />
      <path
        d="M7 13h6a3 3 0 0 1-6 0zM19 13h6a3 3 0 0 1-6 0z"
        fill="var(--portal-logo-stripe, #e8f5f3)"
      />
      <circle cx="11" cy="24" r="4" fill="#6fd6c9" />
      <circle cx="21" cy="24" r="4" fill="#f4b860" />
      <path d="M15 24h2" stroke="#c3d0d2" strokeWidth="2" />
    </svg>
  );
}
