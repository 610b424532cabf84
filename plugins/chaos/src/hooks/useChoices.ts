import { useSearchParams } from 'react-router-dom';

type Choice = 'entity' | 'cluster' | 'preset' | 'repeat' | 'namespace';

/** What stands in the link: on what, from which preset and where, and how often. */
export function useChoices() {
  const [link, setLink] = useSearchParams();
  return {
    stated: (name: Choice) => link.get(name) ?? undefined,
    choose: (name: Choice, value: string | undefined) =>
      setLink(
        previous => {
          const next = new URLSearchParams(previous);
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
  };
}
