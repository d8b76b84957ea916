/** `localhost:9092`, `192.0.2.1:9092` or `[::1]:9092`. */
const pattern = /^(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}$/;

export function isAddress(text: string): boolean {
  return pattern.test(text);
}

/** One, or several with commas. */
export function areAddresses(text: string): boolean {
  return text.split(',').every(isAddress);
}
