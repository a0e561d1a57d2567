// Fields as they cross to the window: bounded, on one line, without a value that could tell a secret.
import { displayText, enctypeName, hexText, isWeakEnctype } from '#krb5';
import type { KeyUse, Wanted } from '#krb5';
import type { BlobField, EnctypeDto, KeyUseDto, SealedPart } from '#shared';
import type { Blanks } from './blanks.ts';
import { childCount } from './laid-open.ts';
import type { Node, SealedNode } from './laid-open.ts';

export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const shown = (text: string, most: number): string => clipped(displayText(text), most);

export function enctypeDto(number: number): EnctypeDto {
  return { number, name: enctypeName(number).slice(0, 64), weak: isWeakEnctype(number) };
}

function keyUseDto({ from, enctype, usage, principal, kvno }: KeyUse): KeyUseDto {
  return {
    from,
    enctype: enctypeDto(enctype),
    usage,
    ...(principal === undefined ? {} : { principal: shown(principal, 2_048) }),
    ...(kvno === undefined ? {} : { kvno }),
  };
}

function wantsDto({ enctype, principal, kvno }: Wanted): NonNullable<BlobField['wants']> {
  return {
    enctype: enctypeDto(enctype),
    ...(principal === undefined ? {} : { principal: shown(principal, 2_048) }),
    ...(kvno === undefined ? {} : { kvno }),
  };
}

export const sealedDto = ({ at, wants }: SealedNode): SealedPart => ({ at, ...wantsDto(wants) });

export interface Shown {
  readonly blanks: Blanks;
  readonly secretOf: (node: Node) => NonNullable<BlobField['secret']>;
  /** Of a secret that the person had shown. */
  readonly octetsOf: (node: Node) => Uint8Array;
}

export function fieldDto(node: Node, { blanks, secretOf, octetsOf }: Shown): BlobField {
  const { field, at, source, made } = node;
  const { name, type, kind, value, meaning, bits, offset, length, valueOffset, valueLength } = field;
  const secret = kind === 'secret' ? secretOf(node) : undefined;
  const seen = secret === 'revealed' ? hexText(octetsOf(node)) : blanks.hidesValue(node) ? undefined : value;
  return {
    at,
    name: shown(name, 1_024),
    type: shown(type, 256),
    kind,
    ...(seen === undefined ? {} : { value: shown(seen, 2_048) }),
    ...(meaning === undefined ? {} : { meaning: shown(meaning, 1_024) }),
    ...(bits === undefined ? {} : { bits: clipped(bits, 64) }),
    ...{ source, offset, length, valueOffset, valueLength },
    children: childCount(field),
    ...(field.opened === undefined ? {} : { opened: true as const }),
    ...(field.truncated === undefined ? {} : { truncated: field.truncated }),
    ...(made === undefined
      ? {}
      : { made: { how: made.how, ...(made.by === undefined ? {} : { by: keyUseDto(made.by) }) } }),
    ...(field.wants === undefined || blanks.hidesValue(node) ? {} : { wants: wantsDto(field.wants) }),
    ...(field.verdict === undefined ? {} : { verdict: field.verdict }),
    ...(secret === undefined ? {} : { secret }),
  };
}
