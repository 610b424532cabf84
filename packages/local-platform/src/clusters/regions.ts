/** The regions that the embedded platform has, the primary one first. */
export const regions = [
  {
    name: 'europe-west1',
    title: 'Belgium',
    location: { latitude: 50.45, longitude: 3.82 },
    role: 'primary',
    zone: 'europe-west1-b',
    preferredPort: 16443,
    preferredGatewayPort: 18081,
  },
  {
    name: 'europe-west4',
    title: 'Netherlands',
    location: { latitude: 53.44, longitude: 6.84 },
    role: 'secondary',
    zone: 'europe-west4-a',
    preferredPort: 16444,
    preferredGatewayPort: 18082,
  },
];
