import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeSecurity } from './node-security.ts';
import { readSecurity } from './read-properties.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-properties-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required';

test('without a protocol nothing is asked for', () => {
  expect(nodeSecurity({})).toEqual({});
});

test.each<[text: string, username: string, password: string]>([
  [`${plain} username="alice" password="s3cret";`, 'alice', 's3cret'],
  [`${plain}\tusername = "a b"  password = "x=\\"y\\\\z" ;`, 'a b', 'x="y\\z'],
  [`${plain} username=alice password=s3cret;`, 'alice', 's3cret'],
])('reads user and password of %s', (text, username, password) => {
  const security = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': text };
  expect(nodeSecurity(security)).toEqual({ sasl: { mechanism: 'PLAIN', username, password } });
});

test('reads certificates and keys as PEM, from files or from the options themselves', () => {
  const path = join(folder, 'own.pem');
  writeFileSync(path, 'own');
  const security = {
    'security.protocol': 'SSL',
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': 'trusted',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': path,
    'ssl.key.password': 'of the key',
  };
  expect(nodeSecurity(security)).toEqual({ tls: { ca: 'trusted', cert: 'own', key: 'own', passphrase: 'of the key' } });
});

test.each<[lines: string[], what: string]>([
  [['security.protocol=SSLL'], 'security.protocol is none of PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL'],
  [
    ['security.protocol=SASL_SSL', 'sasl.mechanism=GSSAPI'],
    'sasl.mechanism is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512',
  ],
  [
    ['security.protocol=SASL_SSL', 'sasl.mechanism=PLAIN', `sasl.jaas.config=${plain} password="s3cret";`],
    'sasl.jaas.config names no username and password',
  ],
  [
    ['security.protocol=SSL', 'ssl.truststore.location=/trust.jks'],
    'ssl.truststore.location is a store of Java, which the clients in Node cannot read',
  ],
  [
    ['security.protocol=SSL', 'ssl.truststore.type=PEM', 'ssl.truststore.location=/no/such.pem'],
    'ssl.truststore.location cannot be read: ENOENT',
  ],
])('refuses a file with %j, and says no secret', (lines, what) => {
  const path = join(folder, 'refused.properties');
  writeFileSync(path, lines.join('\n'));
  const refused = expect.objectContaining({ problem: expect.objectContaining({ kind: 'input', what, where: path }) });
  const error: unknown = errorOf(() => readSecurity(path));
  expect(error).toEqual(refused);
  expect(JSON.stringify(error)).not.toContain('s3cret');
});

test('keeps security options alone, and makes paths absolute, since jobs run in other folders', () => {
  const path = join(folder, 'client.properties');
  const lines = ['# of the team', 'bootstrap.servers=elsewhere:9092', 'acks=all', 'security.protocol: SSL'];
  writeFileSync(join(folder, 'ca.pem'), 'trusted');
  const store = ['ssl.truststore.type=PEM', `ssl.truststore.location=${join(folder, 'ca.pem')}`];
  writeFileSync(path, [...lines, ...store].join('\n'));
  expect(readSecurity(path)).toEqual({
    'security.protocol': 'SSL',
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': join(folder, 'ca.pem'),
  });
});

function errorOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
