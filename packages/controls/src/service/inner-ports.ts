import type { KubeObject } from '@bulwark/model';
import { servicePorts } from './service-ports.ts';

/** Ports of what is made for those inside: stores of data, brokers, remote desktops, the nodes' own agents. */
const INNER: ReadonlyMap<number, string> = new Map([
  [23, 'Telnet'],
  [389, 'LDAP'],
  [445, 'SMB'],
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [2049, 'NFS'],
  [2181, 'ZooKeeper'],
  [2375, 'Docker'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [3389, 'RDP'],
  [5432, 'PostgreSQL'],
  [5672, 'AMQP'],
  [5900, 'VNC'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [8086, 'InfluxDB'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [9300, 'Elasticsearch'],
  [10250, 'the kubelet'],
  [11211, 'memcached'],
  [15672, 'RabbitMQ'],
  [27017, 'MongoDB'],
]);

export interface InnerPort {
  readonly port: number;
  readonly of: string;
}

/** The first port of a Service by which something is reached that is made for those inside; undefined for none. */
export function innerPort(service: KubeObject): InnerPort | undefined {
  for (const { port, targetPort } of servicePorts(service)) {
    const of = INNER.get(port ?? 0) ?? (typeof targetPort === 'number' ? INNER.get(targetPort) : undefined);
    if (of !== undefined && port !== undefined) return { port, of };
  }
  return undefined;
}
