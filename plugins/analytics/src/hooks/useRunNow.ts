import { useApi } from '@backstage/frontend-plugin-api';
import { useErrorText } from '@shop-platform/ui-kit';
import { useState } from 'react';
import { analyticsApiRef } from '../api';
import { useShownRun } from './useShownRun';

/** Lets a pipeline copy what is new, and shows the run that becomes of it. */
export function useRunNow(pipeline: string, onStarted: () => void) {
  const api = useApi(analyticsApiRef);
  const errorText = useErrorText();
  const { setRun } = useShownRun(pipeline);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const start = async () => {
    setSending(true);
    setFailure(undefined);
    try {
      const { id } = await api.startPipeline({ pipeline }, {});
      setRun(id);
      onStarted();
    } catch (error) {
      setFailure(errorText(error));
    }
    setSending(false);
  };
  return { start, isSending, failure };
}
