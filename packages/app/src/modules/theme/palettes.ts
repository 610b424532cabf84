import { palettes } from '@backstage/theme';

/*
 * The one accent of the portal is the teal of its awning. Each pair of text
 * and ground keeps at least 4.5:1; theme.css holds the same colours for
 * Backstage UI.
 */
const navigation = {
  ...palettes.light.navigation,
  color: '#c3d0d2',
  selectedColor: '#ffffff',
  indicator: '#6fd6c9',
};

/** The colours of a log: Material's own are too pale on white. */
export const lightLog = {
  red: '#b3261e',
  green: '#1b6e35',
  yellow: '#7a5900',
  blue: '#0b57a4',
  magenta: '#7b1fa2',
  cyan: '#006978',
  grey: '#5c6263',
};

/** The colours of a log on a dark ground. */
export const darkLog: typeof lightLog = {
  red: '#f5a3a0',
  green: '#81c995',
  yellow: '#fdd663',
  blue: '#8ab4f8',
  magenta: '#d7aefb',
  cyan: '#78d9ec',
  grey: '#aab3b4',
};

/** Material's colours in the light theme. */
export const lightPalette = {
  ...palettes.light,
  primary: { main: '#0f6e68' },
  // Ticked boxes and switches have it; red is for danger alone.
  secondary: { main: '#0f6e68' },
  error: { main: '#b3261e' },
  text: { secondary: '#5c6263' },
  link: '#0b635d',
  linkHover: '#084a46',
  navigation: {
    ...navigation,
    background: '#12262a',
    navItem: { hoverBackground: '#1f3b40' },
    submenu: { background: '#1f3b40' },
  },
  tabbar: { indicator: '#0f6e68' },
};

/** Material's colours in the dark theme. */
export const darkPalette = {
  ...palettes.dark,
  background: { default: '#1b1f20', paper: '#25292a' },
  primary: { main: '#6fd6c9', dark: '#4fc3b5' },
  secondary: { main: '#6fd6c9' },
  error: { main: '#f5a3a0' },
  text: { secondary: '#aab3b4' },
  link: '#7fdcd0',
  linkHover: '#a5e8df',
  border: '#454b4d',
  navigation: {
    ...navigation,
    background: '#111516',
    navItem: { hoverBackground: '#263033' },
    submenu: { background: '#263033' },
  },
  tabbar: { indicator: '#6fd6c9' },
};
