import {
  type DashboardPanel,
  type PanelData,
} from '@shop-platform/backstage-plugin-analytics-common';
import { type ChartFrameOptions } from '@shop-platform/ui-kit';
import { type Row } from '../../model/answer';
import { BarsPanel } from './charts/BarsPanel';
import { FunnelPanel } from './charts/FunnelPanel';
import { HeatmapPanel } from './charts/HeatmapPanel';
import { MapPanel } from './charts/MapPanel';
import { TablePanel } from './charts/TablePanel';
import { TimeSeriesPanel } from './charts/TimeSeriesPanel';
import { TopListPanel } from './charts/TopListPanel';
import { ValuePanel } from './charts/ValuePanel';

/** What the chart of a panel is drawn from. */
export type PanelChartProps<Panel = DashboardPanel> = {
  panel: Panel;
  data: PanelData;
  frame: ChartFrameOptions;
  height: number;
  /** Leads on from the row that a mark stands for. */
  onMark?: (row: Row) => void;
  onBrush: (range: { from: Date; to: Date }) => void;
};

/** The chart that the type of a panel asks for. */
export function PanelChart(props: PanelChartProps) {
  const { panel } = props;
  switch (panel.type) {
    case 'timeSeries':
      return <TimeSeriesPanel {...props} panel={panel} />;
    case 'bars':
      return <BarsPanel {...props} panel={panel} />;
    case 'table':
      return <TablePanel {...props} panel={panel} />;
    case 'value':
      return <ValuePanel {...props} panel={panel} />;
    case 'funnel':
      return <FunnelPanel {...props} panel={panel} />;
    case 'heatmap':
      return <HeatmapPanel {...props} panel={panel} />;
    case 'topList':
      return <TopListPanel {...props} panel={panel} />;
    default:
      return <MapPanel {...props} panel={panel} />;
  }
}
