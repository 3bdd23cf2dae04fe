import { describe, expect, test } from 'vitest';
import { AuditReader, type AuditCounts } from './audit-reader.ts';

const encoder = new TextEncoder();

interface Read {
  /** Verb and name of each event. */
  readonly events: readonly string[];
  readonly bad: readonly string[];
  readonly counts: AuditCounts;
}

function read(text: string, size = text.length + 1, limit?: number): Read {
  const events: string[] = [];
  const bad: string[] = [];
  const reader = new AuditReader(
    {
      event: ({ verb, objectRef }) => void events.push(`${verb} ${objectRef?.name ?? ''}`),
      bad: ({ line, reason }) => void bad.push(`${line}: ${reason}`),
    },
    limit === undefined ? {} : { limit },
  );
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  return { events, bad, counts: reader.counts };
}

const event = (name: string): object => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  auditID: '1',
  stage: 'ResponseComplete',
  requestURI: `/api/v1/namespaces/shop/pods/${name}`,
  verb: 'get',
  user: { username: 'ann' },
  objectRef: { resource: 'pods', namespace: 'shop', name, apiVersion: 'v1' },
});
const line = (name: string): string => JSON.stringify(event(name));
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);
const google = (name: string): object => ({
  insertId: '1',
  timestamp: '2026-11-25T10:00:00Z',
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    serviceName: 'k8s.io',
    methodName: 'io.k8s.core.v1.pods.get',
    resourceName: `core/v1/namespaces/shop/pods/${name}`,
    authenticationInfo: { principalEmail: 'ann@example.com' },
    authorizationInfo: [
      { granted: true, permission: 'io.k8s.core.v1.pods.get', resource: `core/v1/namespaces/shop/pods/${name}` },
    ],
  },
});
const azure = (name: string): object => ({ category: 'kube-audit', time: 't', properties: { log: `${line(name)}\n`, pod: 'p' } });
const message = (name: string): object => ({ id: '1', timestamp: 1, message: line(name) });

const ALL = ['get a', 'get b'];
const FORMS: Readonly<Record<string, string>> = {
  'a line an event': `${line('a')}\n${line('b')}\n`,
  'no newline at the end': `${line('a')}\r\n${line('b')}`,
  'a byte order mark and empty lines': `\uFEFF${line('a')}\n\n  \n${line('b')}\n`,
  'an EventList on one line': JSON.stringify({
    kind: 'EventList',
    apiVersion: 'audit.k8s.io/v1',
    items: [event('a'), event('b')],
  }),
  'an EventList on many lines': pretty({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [event('a'), event('b')] }),
  'events on many lines': `${pretty(event('a'))}\n${pretty(event('b'))}\n`,
  'events on many lines without indent': pretty(event('a'))
    .replaceAll(/\n */g, '\n')
    .replace(/"user": \{\n/, '"user": {')
    .concat('\n', line('b')),
  'a list': pretty([event('a'), event('b')]),
  'a list with an entry a line': `[\n${line('a')},\n${line('b')}\n]\n`,
  'documents without a newline between': `${line('a')}${line('b')}`,
  'CloudWatch: get-log-events': pretty({ events: [message('a'), message('b')], nextForwardToken: 'f' }),
  'CloudWatch: subscription': JSON.stringify({
    messageType: 'DATA_MESSAGE',
    logGroup: 'g',
    logEvents: [message('a'), message('b')],
  }),
  'CloudWatch: subscriptions, one after the other': [message('a'), message('b')]
    .map((each) => JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [each] }))
    .join(''),
  'CloudWatch: export to a bucket': `2026-11-25T10:00:00.000Z ${line('a')}\n2026-11-25T10:00:00.000Z ${line('b')}\n`,
  'CloudWatch: Logs Insights': pretty({
    results: ['a', 'b'].map((name) => [
      { field: '@timestamp', value: 't' },
      { field: '@message', value: line(name) },
    ]),
  }),
  'GKE: gcloud logging read': pretty([google('a'), google('b')]),
  'GKE: a line an entry': `${JSON.stringify(google('a'))}\n${JSON.stringify(google('b'))}\n`,
  'AKS: a line a record': `${JSON.stringify(azure('a'))}\n${JSON.stringify(azure('b'))}\n`,
  'AKS: records': JSON.stringify({ records: [azure('a'), azure('b')] }),
  'AKS: rows of AKSAudit': JSON.stringify(
    ['a', 'b'].map((name) => ({
      AuditId: '1',
      Verb: 'get',
      User: { username: 'ann' },
      ObjectRef: JSON.stringify({ resource: 'pods', name }),
      RequestUri: '/x',
    })),
  ),
  Docker: `${JSON.stringify({ log: `${line('a')}\n`, stream: 'stdout' })}\n${JSON.stringify({ log: line('b') })}\n`,
  containerd: `2026-11-25T10:00:00Z stdout F ${line('a')}\n2026-11-25T10:00:00Z stdout F ${line('b')}\n`,
  'Fluent Bit with a parser': `${JSON.stringify({ log: event('a') })}\n${JSON.stringify({ message: event('b') })}\n`,
};

describe('forms', () => {
  test.each(Object.entries(FORMS))('%s', (_form, text) => {
    for (const size of [text.length + 9, 7, 1]) expect(read(text, size)).toMatchObject({ events: ALL, bad: [] });
  });
});

describe('what cannot be read', () => {
  test.each([
    ['no JSON', `${line('a')}\nhello\n${line('b')}\n`, ['2: it is no JSON']],
    ['no event', `${line('a')}\n{"a":1}\n${line('b')}\n`, ['2: it is no audit event']],
    ['cut in a text', `${line('a')}\n${line('x').slice(0, 40)}\n${line('b')}\n`, ['2: it ends in the middle of a text']],
    ['cut between fields', `${line('a')}\n{"kind":"Event",\n${line('b')}\n`, ['2: it ends in the middle of a document']],
    ['cut after a colon', `${line('a')}\n{"kind":"Event","user":\n${line('b')}\n`, ['2: it ends in the middle of a document']],
    ['cut in a list', `${line('a')}\n{"user":{"groups":[\n${line('b')}\n`, ['2: it ends in the middle of a document']],
    ['cut at the end', `${line('a')}\n${line('b')}\n{"kind":`, ['3: it ends in the middle of a document']],
    ['a value that is none', `${line('a')}\n{"verb":tru}\n${line('b')}\n`, ['2: it is no JSON']],
    ['a wrong type', `${line('a')}\n{"verb":"get","user":"ann"}\n${line('b')}\n`, ['2: user is no object']],
    [
      'an event of the core group',
      `${line('a')}\n{"kind":"Event","apiVersion":"v1"}\n${line('b')}\n`,
      ['2: v1 is no audit event'],
    ],
    ['a wrong entry of a list', `[\n${line('a')},\n7,\n{"verb":7},\n${line('b')}\n]`, ['4: verb is no text']],
    ['a bracket too many', `${line('a')}\n{"verb":"get"]\n${line('b')}\n`, ['2: it ends in the middle of a document']],
  ])('%s', (_what, text, bad) => {
    for (const size of [text.length, 5, 1]) expect(read(text, size)).toMatchObject({ events: ALL, bad });
  });

  test('lines that are longer than any event are passed over, and lists of any length are not', () => {
    const long = JSON.stringify({ verb: 'get', x: 'y'.repeat(2000) });
    for (const size of [100, 5000]) {
      expect(read(`${line('a')}\n${long}\n${line('b')}\n`, size, 1000).events).toEqual(
        size === 100 ? ALL : ['get a', 'get ', 'get b'],
      );
      expect(read(`${line('a')}\n${'z'.repeat(5000)}\n${line('b')}\n`, size, 1000).events).toEqual(ALL);
    }
    expect(read(`${line('a')}\n${long}\n${line('b')}\n`, 100, 1000).bad).toEqual(['2: it is longer than 1000 bytes']);
    const list = JSON.stringify({ items: Array.from({ length: 50 }, (_, at) => event(String(at))) });
    expect(read(list, 100, 1000)).toMatchObject({ bad: [], counts: { events: 50 } });
  });

  test('logs of other components that an export carries are counted apart', () => {
    const klog = { id: '1', timestamp: 1, message: 'I1125 10:00:00 server.go:1] hello' };
    const other = { category: 'kube-apiserver', properties: { log: 'hello' } };
    const text = JSON.stringify({ logEvents: [klog, message('a')] }) + JSON.stringify({ records: [other, azure('b')] });
    expect(read(text)).toMatchObject({ events: ALL, bad: [], counts: { other: 2, events: 2, bad: 0 } });
  });

  test('lines and bytes are counted', () => {
    expect(read(`${line('a')}\n${line('b')}`).counts).toMatchObject({ lines: 2, bytes: line('a').length * 2 + 1 });
    expect(read(`${pretty([event('a')])}\nhello\n`).bad).toEqual([
      `${pretty([event('a')]).split('\n').length + 1}: it is no JSON`,
    ]);
    expect(read('').counts).toMatchObject({ lines: 0, bytes: 0, events: 0 });
  });
});

test('what is pushed is left as it is, and read the same a second time', () => {
  const users = Array.from({ length: 30_000 }, (_, at) => `${'long-'.repeat(at % 7)}user-${at}`);
  const text = users.map((username) => JSON.stringify({ kind: 'Event', verb: 'get', user: { username } })).join('\n');
  // Of a Buffer, as files come in, slices are no copies.
  const bytes = Buffer.from(`${text}\n`);
  const readRight = (): number => {
    let right = 0;
    const reader = new AuditReader({
      event: ({ user }) => void (user.username === users[right] && right++),
      bad: () => undefined,
    });
    reader.push(bytes);
    reader.end();
    return right;
  };
  expect([readRight(), readRight()]).toEqual([users.length, users.length]);
  expect(bytes.toString('utf8')).toBe(`${text}\n`);
});
