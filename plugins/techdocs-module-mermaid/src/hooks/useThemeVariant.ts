import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useSyncExternalStore } from 'react';

/** The two kinds of theme a diagram is drawn for. */
export type ThemeVariant = 'light' | 'dark';

const darkQuery = '(prefers-color-scheme: dark)';

function subscribeToSystem(onChange: () => void) {
  const query = window.matchMedia?.(darkQuery);
  query?.addEventListener('change', onChange);
  return () => query?.removeEventListener('change', onChange);
}

function readSystem(): ThemeVariant {
  return window.matchMedia?.(darkQuery)?.matches ? 'dark' : 'light';
}

/** Whether the portal is light or dark now; follows the system on "auto". */
export function useThemeVariant(): ThemeVariant {
  const appTheme = useApi(appThemeApiRef);
  const subscribe = useCallback(
    (onChange: () => void) => {
      const subscription = appTheme.activeThemeId$().subscribe(onChange);
      return () => subscription.unsubscribe();
    },
    [appTheme],
  );
  const themeId = useSyncExternalStore(subscribe, () =>
    appTheme.getActiveThemeId(),
  );
  const system = useSyncExternalStore(subscribeToSystem, readSystem);
  const chosen = appTheme
    .getInstalledThemes()
    .find(theme => theme.id === themeId);
  return chosen?.variant ?? system;
}
