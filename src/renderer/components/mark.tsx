// The mark: four tiles, one of them a ticket.
import type { ReactElement } from 'react';

export function Mark({ size = 20 }: { readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <rect x="1" y="1" width="8.2" height="8.2" rx="2" fill="var(--ac)" />
      <rect x="10.8" y="1" width="8.2" height="8.2" rx="2" fill="var(--ac)" opacity=".55" />
      <rect x="1" y="10.8" width="8.2" height="8.2" rx="2" fill="var(--ac)" opacity=".55" />
      <path
        d="M12.8 10.8h4.2a2 2 0 0 1 2 2v1.1a1.4 1.4 0 0 0 0 2V17a2 2 0 0 1-2 2h-4.2a2 2 0 0 1-2-2v-1.1a1.4 1.4 0 0 0 0-2v-1.1a2 2 0 0 1 2-2z"
        fill="var(--ac)"
      />
    </svg>
  );
}
