import { serviceColor, serviceColors } from '@shop-platform/ui-kit';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
} from 'react';

const ColorsContext = createContext<ReadonlyMap<string, string>>(new Map());

/** Lets the services of one view have colours that differ from each other. */
export function ServiceColors(props: {
  services: readonly string[];
  children: ReactNode;
}) {
  const { services } = props;
  const colors = useMemo(() => serviceColors(services), [services]);
  return (
    <ColorsContext.Provider value={colors}>
      {props.children}
    </ColorsContext.Provider>
  );
}

/** The colour of a service in this view. */
export function useServiceColor(): (service: string) => string {
  const colors = useContext(ColorsContext);
  return useCallback(
    service => colors.get(service) ?? serviceColor(service),
    [colors],
  );
}
