import { createHash } from 'node:crypto';
import type { Result } from './result.ts';

/** A result as it is saved and printed: JSON with a digest, by which a later change is noticed. */
export function resultText(result: Result): string {
  return `${JSON.stringify(withDigest(result), null, 2)}\n`;
}

/** The document with the digest of its content in place of an older one. */
export function withDigest(result: Result): Result {
  return { ...result, digest: digestOf(result) };
}

/**
 * SHA-256 of the document as canonical JSON, without its member `digest`: no spaces, members sorted by their names (by
 * UTF-16 code units), numbers and texts as JSON.stringify writes them. The layout of the file does not matter. It shows
 * accidents and edits by hand; whoever wants to can compute it anew.
 */
export function digestOf(result: Result): string {
  const { digest: _, ...content } = result;
  return `sha256:${createHash('sha256').update(canonicalJson(content)).digest('hex')}`;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member === null || typeof member !== 'object' || Array.isArray(member) ? member : sorted(member),
  );
}

function sorted(members: object): object {
  return Object.fromEntries(Object.entries(members).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
