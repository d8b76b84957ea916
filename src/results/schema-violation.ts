import { Type } from 'typebox';
import { Compile } from 'typebox/schema';
import { findingsByKind, type ExperimentKind } from './findings/findings.ts';
import { resultSchema } from './result.ts';
import { closed, oneOf } from './schema-parts.ts';

type Violation = ReturnType<ReturnType<typeof Compile>['Errors']>[1][number];

/** Describes the first place of the document that does not fit the schema; undefined if the document fits. */
export function schemaViolation(document: unknown): string | undefined {
  const schema = compiledFor(kindOf(document));
  if (schema.Check(document)) return undefined;
  const [, violations] = schema.Errors(document);
  const [first] = violations;
  const alike = violations.filter(({ instancePath }) => instancePath === first.instancePath);
  return inWords(first, alike, document);
}

/** Undefined for an unknown kind. */
function kindOf(document: unknown): ExperimentKind | undefined {
  const kind = valueAt(document, '/findings/kind');
  return typeof kind === 'string' && Object.hasOwn(findingsByKind, kind) ? (kind as ExperimentKind) : undefined;
}

/** Compiled once for all files of a kind, which takes longer than the check of most files. */
const compiled = new Map<ExperimentKind | undefined, ReturnType<typeof Compile>>();

function compiledFor(kind: ExperimentKind | undefined): ReturnType<typeof Compile> {
  const known = compiled.get(kind) ?? Compile(schemaFor(kind));
  compiled.set(kind, known);
  return known;
}

/** The schema with the findings of the document's kind alone; else the other kinds would report violations too. */
function schemaFor(kind: ExperimentKind | undefined) {
  const findings = kind === undefined ? anyKind : findingsByKind[kind];
  return closed({ ...resultSchema.properties, findings });
}

/** Only the kind of findings: what else they hold depends on it. */
const anyKind = Type.Object({ kind: oneOf(Object.keys(findingsByKind)) });

/** `alike`: the violations of all alternatives of a union at the same place. */
function inWords(first: Violation, alike: readonly Violation[], document: unknown): string {
  const place = placeOf(first.instancePath);
  if (first.keyword === 'required')
    return `${placeOf(`${first.instancePath}/${first.params.requiredProperties[0]}`)} is missing`;
  if (first.keyword === 'boolean') return `${place} is not part of it`;
  return `${place} ${demand(alike, first.message)}, not ${shown(valueAt(document, first.instancePath))}`;
}

/** Such as `must be number or null`, `must be continuous or micro-batch`, `must be >= 0 or null`. */
function demand(alike: readonly Violation[], message: string): string {
  const constants = alike.flatMap(({ keyword, params }) => (keyword === 'const' ? [String(params.allowedValue)] : []));
  const types = alike.flatMap(({ keyword, params }) => (keyword === 'type' ? [String(params.type)] : []));
  const bound = alike.find(({ keyword }) => !['const', 'type', 'anyOf'].includes(keyword));
  if (bound !== undefined) return [bound.message, ...types].join(' or ');
  const allowed = [...new Set(constants.length === 0 ? types : constants)];
  return allowed.length === 0 ? message : `must be ${allowed.join(' or ')}`;
}

/** `units[3].latencyMicros.p50` of the JSON pointer `/units/3/latencyMicros/p50`. */
function placeOf(pointer: string): string {
  if (pointer === '') return 'the document';
  return pointer
    .slice(1)
    .split('/')
    .map((name, depth) => (/^\d+$/.test(name) ? `[${name}]` : `${depth === 0 ? '' : '.'}${name}`))
    .join('');
}

function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], document);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
