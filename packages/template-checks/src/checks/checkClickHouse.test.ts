import { checkClickHouse } from './checkClickHouse';

const cluster = `
<clickhouse>
    <macros>
        <cluster>shop</cluster>
        <shard from_env="SHARD"/>
        <replica from_env="POD_NAME"/>
    </macros>
    <remote_servers replace="1">
        <shop>
            <secret from_env="CLUSTER_SECRET"/>
            <shard>
                <replica><host>clickhouse-0.clickhouse-headless.shop.svc</host></replica>
                <replica><host>clickhouse-1.clickhouse-headless.shop.svc</host></replica>
            </shard>
        </shop>
    </remote_servers>
</clickhouse>
`;

const users = `
<clickhouse>
    <profiles><default/><reader><readonly>2</readonly></reader></profiles>
    <quotas><readers><interval><duration>3600</duration></interval></readers></quotas>
    <users>
        <default remove="remove"/>
        <portal>
            <password_sha256_hex from_env="PORTAL_HASH"/>
            <profile>reader</profile>
            <quota>readers</quota>
        </portal>
    </users>
</clickhouse>
`;

const sql = `
CREATE TABLE orders ON CLUSTER '{cluster}' (id UUID)
ENGINE = ReplicatedMergeTree('/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY id;
CREATE TABLE all_orders ON CLUSTER 'shop' AS orders
ENGINE = Distributed('shop', 'analytics', 'orders', cityHash64(id));
`;

const pods = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: clickhouse }
spec:
  serviceName: clickhouse-headless
  replicas: 2
  template:
    spec:
      containers:
        - command: [sh, -c, 'export SHARD=1 && exec clickhouse-server']
          env:
            - name: POD_NAME
            - name: CLUSTER_SECRET
            - name: PORTAL_HASH
`;

const right = {
  'config/cluster.xml': cluster,
  'config/users.xml': users,
  'schema/001.sql': sql,
  'clickhouse.yaml': pods,
};

const check = (files: Record<string, string>) =>
  checkClickHouse({
    files: Object.entries(files).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
      executable: false,
    })),
  })
    .map(({ where, message }) => `${where}: ${message}`)
    .join('\n');

describe('a ClickHouse cluster', () => {
  it('is accepted when it is right', () => {
    expect(check(right)).toBe('');
  });

  it.each<[keyof typeof right, string, string, string]>([
    ['config/users.xml', '</quota>\n', '\n', 'users.xml:11: Expected closing'],
    [
      'config/users.xml',
      'e>reader<',
      'e>writer<',
      'users.xml:7: portal has no profile',
    ],
    [
      'config/users.xml',
      '<quota>readers</quota>',
      '',
      'users.xml:7: portal has no quota',
    ],
    [
      'config/users.xml',
      '<password_sha256_hex from_env="PORTAL_HASH"/>',
      '<password>secret</password>',
      'portal is not a hash from the environment',
    ],
    [
      'config/users.xml',
      '<default remove="remove"/>',
      '<default><profile>reader</profile><quota>readers</quota></default>',
      'The password of default is not a hash',
    ],
    ['config/cluster.xml', '<cluster>shop</cluster>', '', 'no macro cluster'],
    [
      'config/cluster.xml',
      'house-1.',
      'house-2.',
      'cluster.xml:13: There is no pod clickhouse-2.click',
    ],
    [
      'config/cluster.xml',
      '"POD_NAME"',
      '"POD"',
      'cluster.xml:6: Nothing sets POD',
    ],
    [
      'schema/001.sql',
      '{replica}',
      '{host}',
      '001.sql:3: There is no macro host',
    ],
    [
      'schema/001.sql',
      "CLUSTER 'shop'",
      "CLUSTER 'mall'",
      '001.sql:5: There is no cluster mall',
    ],
    [
      'schema/001.sql',
      "ted('shop'",
      "ted('mall'",
      '001.sql:6: There is no cluster mall',
    ],
    [
      'schema/001.sql',
      'ReplicatedMergeTree',
      'MergeTree',
      '001.sql:3: MergeTree is not replicated',
    ],
    ['clickhouse.yaml', 'replicas: 2', 'replicas: 1', 'no pod clickhouse-1'],
    ['clickhouse.yaml', 'export SHARD', 'export PART', 'Nothing sets SHARD'],
  ])('is refused when %s has %s wrong', (path, from, to, message) => {
    expect(right[path]).toContain(from);
    expect(
      check({ ...right, [path]: right[path].replace(from, to) }),
    ).toContain(message);
  });
});
