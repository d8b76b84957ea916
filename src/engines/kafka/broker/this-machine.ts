import { hostname, networkInterfaces } from 'node:os';

/** Whether a name or address of a host never leaves this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '[::1]';
}

/** Whether a host is known to be this machine, on which a broker of our own can be reached. */
export function isThisMachine(host: string): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
  return isLoopback(host) || [hostname(), ...own].includes(host);
}
