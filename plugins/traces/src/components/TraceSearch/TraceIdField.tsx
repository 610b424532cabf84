import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { RiSearchLine } from '@remixicon/react';
import { type ClipboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useTraceLink } from '../../hooks/useTraceLink';
import { findTraceId } from '../../model/traceId';
import { tracesTranslationRef } from '../../translation';
import styles from './TraceSearch.module.css';

/** Opens the trace whose id, header or link is pasted, or typed with Enter. */
export function TraceIdField() {
  const { t } = useTranslationRef(tracesTranslationRef);
  const navigate = useNavigate();
  const linkTo = useTraceLink();
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const problemId = useId();

  const open = (pasted: string): boolean => {
    const traceId = findTraceId(pasted);
    const link = traceId && linkTo({ traceId });
    if (link) {
      navigate(link);
    }
    return Boolean(link);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (open(event.clipboardData.getData('text'))) {
      event.preventDefault();
    }
  };
  return (
    <div className={styles.traceIdField}>
      <TextField
        size="small"
        icon={<RiSearchLine />}
        label={t('filter.traceId')}
        placeholder={t('filter.traceIdExample')}
        value={text}
        isInvalid={isWrong}
        aria-describedby={isWrong ? problemId : undefined}
        onChange={next => {
          setText(next);
          setWrong(false);
        }}
        onPaste={onPaste}
        onKeyDown={event =>
          event.key === 'Enter' && setWrong(text.trim() !== '' && !open(text))
        }
      />
      {isWrong && (
        <p id={problemId} role="alert" className={styles.problem}>
          {t('filter.traceIdWrong')}
        </p>
      )}
    </div>
  );
}
