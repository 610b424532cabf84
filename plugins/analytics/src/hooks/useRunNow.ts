import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { analyticsApiRef } from '../api';
import { failureText } from '../model/failure';
import { useShownRun } from './useShownRun';

/** Lets a pipeline copy what is new, and shows the run that becomes of it. */
export function useRunNow(pipeline: string, onStarted: () => void) {
  const api = useApi(analyticsApiRef);
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
      setFailure(failureText(error));
    }
    setSending(false);
  };
  return { start, isSending, failure };
}
