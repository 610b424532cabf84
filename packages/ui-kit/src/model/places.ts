/** A place on the globe, in degrees. */
export type Coordinates = { latitude: number; longitude: number };

/** Cities of Ukraine by the names that orders carry, in both languages. */
const CITIES: readonly [string[], latitude: number, longitude: number][] = [
  [['kyiv', 'kiev', 'київ'], 50.45, 30.52],
  [['kharkiv', 'харків'], 49.99, 36.23],
  [['odesa', 'odessa', 'одеса'], 46.48, 30.73],
  [['dnipro', 'дніпро'], 48.46, 35.04],
  [['donetsk', 'донецьк'], 48.02, 37.8],
  [['zaporizhzhia', 'запоріжжя'], 47.84, 35.14],
  [['lviv', 'львів'], 49.84, 24.03],
  [['kryvyi rih', 'кривий ріг'], 47.91, 33.39],
  [['mykolaiv', 'миколаїв'], 46.97, 32.0],
  [['sevastopol', 'севастополь'], 44.6, 33.52],
  [['mariupol', 'маріуполь'], 47.1, 37.54],
  [['luhansk', 'луганськ'], 48.57, 39.31],
  [['vinnytsia', 'вінниця'], 49.23, 28.47],
  [['simferopol', 'сімферополь'], 44.95, 34.1],
  [['chernihiv', 'чернігів'], 51.49, 31.29],
  [['kherson', 'херсон'], 46.64, 32.62],
  [['poltava', 'полтава'], 49.59, 34.55],
  [['khmelnytskyi', 'хмельницький'], 49.42, 26.99],
  [['cherkasy', 'черкаси'], 49.44, 32.06],
  [['chernivtsi', 'чернівці'], 48.29, 25.93],
  [['zhytomyr', 'житомир'], 50.25, 28.66],
  [['sumy', 'суми'], 50.91, 34.8],
  [['rivne', 'рівне'], 50.62, 26.25],
  [['ivano-frankivsk', 'івано-франківськ'], 48.92, 24.71],
  [['kropyvnytskyi', 'кропивницький'], 48.51, 32.26],
  [['ternopil', 'тернопіль'], 49.55, 25.59],
  [['lutsk', 'луцьк'], 50.75, 25.33],
  [['uzhhorod', 'ужгород'], 48.62, 22.29],
  [['bila tserkva', 'біла церква'], 49.8, 30.11],
  [['kremenchuk', 'кременчук'], 49.07, 33.42],
  [['brovary', 'бровари'], 50.51, 30.79],
];

const byName = new Map(
  CITIES.flatMap(([names, latitude, longitude]) =>
    names.map((name): [string, Coordinates] => [name, { latitude, longitude }]),
  ),
);

/** Where a city is; `undefined` for one that is not known. */
export function cityCoordinates(name: string): Coordinates | undefined {
  return byName.get(name.trim().toLocaleLowerCase('uk'));
}

/** The borders of Ukraine, coarsely: longitude and latitude by turns. */
const UKRAINE = [
  22.1, 48.4, 22.5, 49.1, 22.7, 49.5, 23.4, 50.3, 24.0, 50.8, 23.6, 51.5, 24.5,
  51.9, 25.3, 51.9, 26.3, 51.8, 27.5, 51.6, 28.6, 51.4, 29.0, 51.6, 29.3, 51.4,
  30.2, 51.4, 30.6, 51.3, 30.6, 51.8, 30.9, 52.0, 31.8, 52.1, 32.4, 52.3, 33.8,
  52.3, 34.4, 51.8, 34.1, 51.6, 34.2, 51.3, 35.0, 51.2, 35.4, 50.6, 36.6, 50.2,
  37.4, 50.4, 38.0, 49.9, 38.6, 49.9, 40.1, 49.6, 40.1, 49.3, 39.7, 48.8, 39.9,
  48.2, 39.7, 47.9, 38.8, 47.8, 38.3, 47.5, 38.2, 47.1, 37.4, 47.0, 36.8, 46.7,
  35.8, 46.6, 35.0, 46.2, 35.0, 45.7, 35.5, 45.4, 36.5, 45.4, 36.4, 45.1, 35.4,
  45.0, 34.9, 44.8, 33.9, 44.4, 33.4, 44.6, 33.6, 45.0, 32.5, 45.4, 33.6, 45.9,
  33.3, 46.1, 32.4, 46.2, 31.7, 46.3, 31.9, 46.7, 30.8, 46.5, 30.4, 46.0, 29.7,
  45.3, 28.7, 45.3, 28.2, 45.5, 28.5, 45.6, 28.9, 46.0, 28.9, 46.4, 29.8, 46.4,
  30.0, 46.5, 29.6, 46.9, 29.4, 47.4, 29.1, 47.5, 29.1, 47.9, 28.3, 48.2, 27.5,
  48.5, 26.6, 48.2, 25.9, 48.0, 25.2, 47.9, 24.9, 47.7, 24.4, 48.0, 23.1, 48.1,
  22.7, 47.9,
];

/** The outline behind a map, as places one after the other. */
export const ukraineOutline: readonly Coordinates[] = UKRAINE.flatMap(
  (longitude, index) => {
    const latitude = UKRAINE[index + 1];
    return index % 2 === 0 && latitude !== undefined
      ? [{ longitude, latitude }]
      : [];
  },
);
