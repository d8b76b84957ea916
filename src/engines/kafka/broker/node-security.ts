import { readFileSync } from 'node:fs';
import type { BaseOptions, SASLOptions } from '@platformatic/kafka';
import { reasonOf, StreamBenchError } from '../../../errors.ts';
import type { KafkaConnection } from './connection.ts';

type Security = KafkaConnection['security'];
type NodeSecurity = Pick<BaseOptions, 'sasl' | 'tls'>;

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

/**
 * The security options of a Java client, as those of the client in Node.
 *
 * @throws StreamBenchError that names an option which that client does not have, but never a value that may be secret
 */
export function nodeSecurity(security: Security): NodeSecurity {
  const protocol = security['security.protocol'] ?? 'PLAINTEXT';
  switch (protocol) {
    case 'PLAINTEXT':
      return {};
    case 'SSL':
      return { tls: tlsOf(security) };
    case 'SASL_PLAINTEXT':
      return { sasl: saslOf(security) };
    case 'SASL_SSL':
      return { sasl: saslOf(security), tls: tlsOf(security) };
    default:
      throw unusable('security.protocol', 'is none of PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL');
  }
}

function saslOf(security: Security): SASLOptions {
  const mechanism = mechanisms.find((name) => name === security['sasl.mechanism']);
  if (mechanism === undefined) throw unusable('sasl.mechanism', `is none of ${mechanisms.join(', ')}`);
  const jaas = security['sasl.jaas.config'] ?? '';
  const [username, password] = ['username', 'password'].map((name) => jaasOption(jaas, name));
  if (username === undefined || password === undefined)
    throw unusable('sasl.jaas.config', 'names no username and password', 'Write … required username="…" password="…";');
  return { mechanism, username, password };
}

/** Of `Module required name="value" …;`, where a backslash comes before a quote or another backslash. */
function jaasOption(jaas: string, name: string): string | undefined {
  const quoted = new RegExp(`\\s${name}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(jaas)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1');
  return new RegExp(`\\s${name}\\s*=\\s*([^\\s";]+)`).exec(jaas)?.[1];
}

function tlsOf(security: Security): NonNullable<BaseOptions['tls']> {
  const ca = pem(security, 'truststore', 'certificates');
  const ownFile = pem(security, 'keystore', 'certificate.chain');
  // A file holds both, one below the other.
  const key = security['ssl.keystore.key'] ?? ownFile;
  const passphrase = security['ssl.key.password'];
  return {
    ...(ca !== undefined && { ca }),
    ...(ownFile !== undefined && { cert: ownFile, key }),
    ...(passphrase !== undefined && { passphrase }),
    // An empty name turns the check off, in a Java client too.
    ...(security['ssl.endpoint.identification.algorithm'] === '' && { checkServerIdentity: () => undefined }),
  };
}

/** The text of a store; undefined where there is none, which means the certificates that the system trusts. */
function pem(security: Security, store: 'truststore' | 'keystore', inline: string): string | undefined {
  const text = security[`ssl.${store}.${inline}`];
  if (text !== undefined) return text;
  const path = security[`ssl.${store}.location`];
  if (path === undefined) return undefined;
  if (security[`ssl.${store}.type`] !== 'PEM') {
    const remedy = `Write it as PEM (keytool -exportcert -rfc), and add ssl.${store}.type=PEM.`;
    throw unusable(`ssl.${store}.location`, 'is a store of Java, which the clients in Node cannot read', remedy);
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(`ssl.${store}.location`, `cannot be read: ${reasonOf(error)}`);
  }
}

function unusable(option: string, why: string, remedy?: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what: `${option} ${why}`, ...(remedy !== undefined && { remedy }) });
}
