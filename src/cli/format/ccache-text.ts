// klist's tables for a credential cache, column by column as MIT 1.20 prints them in the C locale.
import { displayText, formatPrincipal, octetsFromText, samePrincipal } from '#krb5';
import type { Credential, HostAddress, Principal } from '#krb5';
import { mitEnctype } from './enctype.ts';
import { flagLetters } from './flags.ts';
import { TIME_WIDTH, formatTime } from './time.ts';

/** A record of a cache in its place: a ticket, or an entry about the cache itself. */
export type ListedRecord =
  | {
      readonly kind: 'ticket';
      readonly credential: Credential;
      /** From inside the ticket; undefined where that cannot be read. */
      readonly ticket: { readonly etype: number; readonly server: Principal } | undefined;
    }
  | { readonly kind: 'config'; readonly names: readonly string[]; readonly value: Uint8Array };

export interface ListedCache {
  /** TYPE:residual */
  readonly name: string;
  readonly principal: Principal;
  readonly records: readonly ListedRecord[];
}

export interface ListOptions {
  readonly flags: boolean;
  readonly etypes: boolean;
  readonly addresses: boolean;
  readonly adTypes: boolean;
  readonly config: boolean;
}

export const shown = (principal: Principal): string => displayText(formatPrincipal(principal));

export function cacheTable(
  cache: ListedCache,
  options: ListOptions,
  addressText: (a: HostAddress) => string,
): string {
  const lines = [
    `Ticket cache: ${displayText(cache.name)}`,
    `Default principal: ${shown(cache.principal)}`,
    '',
    `${'Valid starting'.padEnd(TIME_WIDTH + 2)}${'Expires'.padEnd(TIME_WIDTH + 2)}Service principal`,
  ];
  for (const record of cache.records) {
    if (record.kind === 'ticket') lines.push(...ticketLines(cache.principal, record, options, addressText));
    else if (options.config) lines.push(...configLines(record), ...configDetails(options));
  }
  return `${lines.join('\n')}\n`;
}

const NO_ADDRESSES = '\tAddresses: (none)';

/** An entry has neither authorization data nor addresses, and MIT says so. */
function configDetails({ adTypes, addresses }: ListOptions): readonly string[] {
  return [...(adTypes ? ['\tAD types: '] : []), ...(addresses ? [NO_ADDRESSES] : [])];
}

function ticketLines(
  owner: Principal,
  { credential, ticket }: Extract<ListedRecord, { kind: 'ticket' }>,
  options: ListOptions,
  addressText: (address: HostAddress) => string,
): readonly string[] {
  const { times, server, client, flags, addresses, authorizationData } = credential;
  const start = times.startTime === 0 ? times.authTime : times.startTime;
  const lines = [`${formatTime(start)}  ${formatTime(times.endTime)}  ${shown(server)}`];

  const details = new DetailLines();
  if (!samePrincipal(client, owner)) details.add(`for client ${shown(client)}`, 1);
  if (times.renewTill !== 0) details.add(`renew until ${formatTime(times.renewTill)}`, 2);
  const letters = options.flags ? flagLetters(flags) : '';
  if (letters !== '') details.add(`Flags: ${letters}`, 1);
  details.breakIfFull();
  if (options.etypes && ticket !== undefined) {
    details.add(`Etype (skey, tkt): ${mitEnctype(credential.key.keyType)}, ${mitEnctype(ticket.etype)} `, 1);
  }
  if (options.adTypes) {
    details.add(`AD types: ${authorizationData.map(({ adType }) => String(adType)).join(', ')}`, 1);
  }
  lines.push(...details.lines());

  if (options.addresses) {
    lines.push(
      addresses.length === 0 ? NO_ADDRESSES : `\tAddresses: ${addresses.map(addressText).join(', ')}`,
    );
  }
  if (ticket !== undefined && !samePrincipal(server, ticket.server)) {
    lines.push(`\tTicket server: ${shown(ticket.server)}`);
  }
  return lines;
}

/** MIT fills one indented line until what it holds weighs more than two, then begins another. */
class DetailLines {
  readonly #lines: string[] = [];
  #current = '';
  #weight = 0;

  add(text: string, weight: number): void {
    this.#current += (this.#weight === 0 ? '\t' : ', ') + text;
    this.#weight += weight;
  }

  breakIfFull(): void {
    if (this.#weight <= 2) return;
    this.#lines.push(this.#current);
    this.#current = '';
    this.#weight = 0;
  }

  lines(): readonly string[] {
    return this.#weight === 0 ? this.#lines : [...this.#lines, this.#current];
  }
}

/** `config: key(principal) = value`, octets outside printable ASCII in octal, wrapped behind column 72. */
function configLines(record: Extract<ListedRecord, { kind: 'config' }>): readonly string[] {
  const head = record.names.map((name, i) => (i === 0 ? name : `(${name})`)).join('');
  const lines: string[] = [];
  let line = `config: ${displayText(head)} = `;
  let column = 'config: '.length + octetsFromText(head).length + ' = '.length;
  for (const octet of record.value) {
    if (column < 8) {
      line += ' '.repeat(8 - column);
      column = 8;
    }
    const piece =
      octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${octet.toString(8).padStart(3, '0')}`;
    line += piece;
    column += piece.length;
    if (column > 72) {
      lines.push(line);
      line = '';
      column = 0;
    }
  }
  if (column > 0) lines.push(line);
  return lines;
}

/** One line of `klist -l`: the principal in thirty columns, the cache, and whether it is worth anything. */
export function collectionLine(principal: string, cache: string, expired: boolean): string {
  const cell = displayText(principal).slice(0, 30).padEnd(30);
  return `${cell} ${displayText(cache)}${expired ? ' (Expired)' : ''}\n`;
}

export const COLLECTION_HEAD = collectionLine('Principal name', 'Cache name', false).concat(
  collectionLine('--------------', '----------', false),
);

/** klist -s: a current local TGT; or, where the cache has no local TGT at all, any current ticket. */
export function hasCurrentTicket(
  principal: Principal,
  credentials: readonly Credential[],
  now: number,
): boolean {
  const { realm } = principal;
  const current = (credential: Credential): boolean => credential.times.endTime > now;
  const local = credentials.filter(
    ({ server: { name, realm: issuer } }) =>
      issuer === realm &&
      name.nameString.length === 2 &&
      name.nameString[0] === 'krbtgt' &&
      name.nameString[1] === realm,
  );
  return local.length > 0 ? local.some(current) : credentials.some(current);
}
