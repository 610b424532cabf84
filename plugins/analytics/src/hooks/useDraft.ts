import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { z } from 'zod';

const stateSchema = z.object({ draft: z.string() });

/**
 * A text that is being written, beginning with what there is. Who leaves for
 * another page with it finds it as it was on coming back.
 */
export function useDraft(original: string): {
  draft: string;
  setDraft: (text: string) => void;
  leaveFor: (address: string) => void;
} {
  const location = useLocation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(
    () => stateSchema.safeParse(location.state).data?.draft ?? original,
  );
  return {
    draft,
    setDraft,
    leaveFor: address => {
      const { pathname, search, hash } = location;
      navigate({ pathname, search, hash }, { replace: true, state: { draft } });
      navigate(address);
    },
  };
}
