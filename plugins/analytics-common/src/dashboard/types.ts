/** Text that people read, in one language or in several. @public */
export type DashboardText = string | { en: string; uk?: string };

/** What a number means. @public */
export type DashboardFormat = {
  unit?: 'money' | 'count' | 'percent' | 'seconds' | 'bytes' | 'ratio';
  /** The column that holds each row's currency, as a code of ISO 4217. */
  currencyColumn?: string;
  /** The currency of all rows. */
  currency?: string;
  /** Digits behind the point. */
  decimals?: number;
};

/** What columns and values of a query are called where people read them. @public */
export type DashboardLabels = {
  columns?: Record<string, DashboardText>;
  /** By column, and in it by value, as it is written without this. */
  values?: Record<string, Record<string, DashboardText>>;
};

/** Where a click on a mark leads; in templates `{column}` is the mark's value. @public */
export type DashboardDrillDown =
  | {
      /** The query that lists the rows behind a mark. */
      rows: string;
      /** Which column of the mark gives each parameter of that query. */
      parameters?: Record<string, string>;
    }
  | { entity: string }
  | {
      traces: {
        service?: string;
        operation?: string;
        attributes?: Record<string, string>;
      };
    }
  | {
      /** The name of a dashboard of the same entity. */
      dashboard: string;
      parameters?: Record<string, string>;
    };

/** A value of a parameter. @public */
export type DashboardParameterValue =
  | string
  | number
  | boolean
  | (string | number | boolean)[];

/** A parameter of a dashboard. @public */
export type DashboardParameter = {
  /** As in the SQL: `{category:String}`. */
  name: string;
  title?: DashboardText;
  description?: DashboardText;
  /** Default: `string`. */
  type?: 'string' | 'number' | 'boolean';
  /** Several values; in the SQL an array. */
  multiple?: boolean;
  required?: boolean;
  default?: DashboardParameterValue;
  /** The values there are: a query with the column `value` and, if need be, `label`. */
  suggestions?: { query: string };
};

/** A query of a dashboard. @public */
export type DashboardQuery = {
  sql: string;
  description?: DashboardText;
  /** Lower than what is configured; the time in milliseconds. */
  limits?: {
    rowsToRead?: number;
    bytesToRead?: number;
    executionTime?: number;
    resultRows?: number;
  };
};

/** What every panel has. @public */
export type DashboardPanelBase = {
  /** Unique in the dashboard; it stands in links. */
  id: string;
  title: DashboardText;
  description?: DashboardText;
  query: string;
  /** Of 12. */
  width?: number;
  /** In rows. */
  height?: number;
  format?: DashboardFormat;
  labels?: DashboardLabels;
  drillDown?: DashboardDrillDown;
};

/** What is drawn: columns, one series each, or one column, split by another. @public */
export type DashboardValues = {
  values?: string[];
  value?: string;
  series?: string;
  stacked?: boolean;
};

/** A column of a table. @public */
export type DashboardTableColumn = {
  name: string;
  title?: DashboardText;
  format?: DashboardFormat;
  /** Which way is good; without it, a change is only a change. */
  goodWhen?: 'up' | 'down';
  /** An entity reference, or a path of the portal; `{column}` is the row's value. */
  link?: string;
};

/** A panel of a dashboard. @public */
export type DashboardPanel =
  | (DashboardPanelBase &
      DashboardValues & { type: 'timeSeries'; time: string })
  | (DashboardPanelBase & DashboardValues & { type: 'bars'; category: string })
  | (DashboardPanelBase & {
      type: 'table';
      columns?: DashboardTableColumn[];
      /** The columns that name a row, which is then compared with the period before. */
      key?: string[];
    })
  | (DashboardPanelBase & {
      type: 'value';
      value: string;
      /** A query for a small line over time. */
      trend?: { query: string; time: string; value: string };
      goodWhen?: 'up' | 'down';
    })
  | (DashboardPanelBase & { type: 'funnel'; step: string; count: string })
  | (DashboardPanelBase & {
      type: 'heatmap';
      x: string;
      y: string;
      value: string;
    })
  | (DashboardPanelBase & {
      type: 'topList';
      label: string;
      value: string;
      /** Tells rows of the same label apart. */
      key?: string;
      goodWhen?: 'up' | 'down';
    })
  | (DashboardPanelBase & {
      type: 'map';
      /** The column with a city's name. */
      place?: string;
      latitude?: string;
      longitude?: string;
      value: string;
    });

/** The kinds of panels there are. @public */
export type DashboardPanelType = DashboardPanel['type'];

/** A panel of one kind: `DashboardPanelOf<'timeSeries'>`. @public */
export type DashboardPanelOf<Type extends DashboardPanelType> = Extract<
  DashboardPanel,
  { type: Type }
>;

/** A dashboard, as its file holds it. @public */
export type Dashboard = {
  apiVersion: 'shop-platform.io/v1';
  kind: 'Dashboard';
  metadata: {
    /** Unique among the dashboards of its entity. */
    name: string;
    title: DashboardText;
    description?: DashboardText;
    tags?: string[];
  };
  spec: {
    /** How far back it looks: `30d`. */
    time?: { default?: string };
    /** How often it reads again: `1m`. */
    refresh?: string;
    parameters?: DashboardParameter[];
    queries: Record<string, DashboardQuery>;
    panels: DashboardPanel[];
  };
};
