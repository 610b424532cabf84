import { useSearchParams } from 'react-router-dom';

const PIPELINE = 'pipeline';
const RUN = 'run';

/** Which run of a pipeline is shown; it stands in the link of the page. */
export function useShownRun(pipeline: string) {
  const [link, setLink] = useSearchParams();
  const setRun = (run: string | undefined) =>
    setLink(
      previous => {
        const next = new URLSearchParams(previous);
        next.delete(PIPELINE);
        next.delete(RUN);
        if (run !== undefined) {
          next.set(PIPELINE, pipeline);
          next.set(RUN, run);
        }
        return next;
      },
      { replace: true },
    );
  return {
    run:
      link.get(PIPELINE) === pipeline ? link.get(RUN) ?? undefined : undefined,
    setRun,
  };
}
