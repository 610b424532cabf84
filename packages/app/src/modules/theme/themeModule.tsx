import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  UnifiedThemeProvider,
  type UnifiedThemeOptions,
} from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { darkLog, darkPalette, lightLog, lightPalette } from './palettes';

const components: NonNullable<UnifiedThemeOptions['components']> = {
  MuiLink: {
    styleOverrides: {
      // Inside a sentence, colour alone does not make a link.
      root: { 'p &': { textDecoration: 'underline' } },
    },
  },
  MuiStepper: {
    styleOverrides: {
      // A template may have more steps than a row has room for; the last are those to see.
      alternativeLabel: { flexWrap: 'wrap', rowGap: 16 },
    },
  },
};

/** Beside the sidebar, at 1280 pixels, its words would be cut off. */
const userListPicker = {
  CatalogReactUserListPicker: {
    styleOverrides: {
      menuItem: { paddingLeft: 8, paddingRight: 40 },
      listIcon: { minWidth: 26 },
    },
  },
};

/** The log of a task, whose texts a program has coloured. */
function logColours(colours: typeof lightLog) {
  return {
    BackstageLogViewer: {
      styleOverrides: {
        lineNumber: { color: colours.grey, borderRightColor: colours.grey },
        modifierForegroundRed: { color: colours.red },
        modifierForegroundGreen: { color: colours.green },
        modifierForegroundYellow: { color: colours.yellow },
        modifierForegroundBlue: { color: colours.blue },
        modifierForegroundMagenta: { color: colours.magenta },
        modifierForegroundCyan: { color: colours.cyan },
        modifierForegroundGrey: { color: colours.grey },
      },
    },
  };
}

const lightTheme = createUnifiedTheme({
  palette: lightPalette,
  components: { ...components, ...userListPicker, ...logColours(lightLog) },
});
const darkTheme = createUnifiedTheme({
  palette: darkPalette,
  components: { ...components, ...userListPicker, ...logColours(darkLog) },
});

/** The two themes of the portal, in place of Backstage's own of these names. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ThemeBlueprint.make({
      name: 'light',
      params: {
        theme: {
          id: 'light',
          title: 'Light',
          variant: 'light',
          icon: <RiSunLine size={20} />,
          Provider: ({ children }) => (
            <UnifiedThemeProvider theme={lightTheme}>
              {children}
            </UnifiedThemeProvider>
          ),
        },
      },
    }),
    ThemeBlueprint.make({
      name: 'dark',
      params: {
        theme: {
          id: 'dark',
          title: 'Dark',
          variant: 'dark',
          icon: <RiMoonLine size={20} />,
          Provider: ({ children }) => (
            <UnifiedThemeProvider theme={darkTheme}>
              {children}
            </UnifiedThemeProvider>
          ),
        },
      },
    }),
  ],
});
